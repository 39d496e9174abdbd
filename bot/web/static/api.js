// The two requests of the page, with their two ways of failing.

const PATIENCE = 30000;
const PAUSE = 1000;

// The server did not answer: the same message may be sent again.
export class Unreached extends Error {}

// The server answered with a sentence for the person.
export class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function call(path, options = {}) {
  let response;
  let data;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    data = await response.json();
  } catch (error) {
    throw new Unreached(error.name === "TimeoutError" ? "等了很久没有回音。" : "没有连上工会助手。");
  }
  if (!response.ok) throw new Refused(data.error.code, data.error.message);
  return data;
}

export const fetchUnits = () => call("/trial/units");

export const fetchNextDay = (after, unit) =>
  call(`/trial/next-day?${new URLSearchParams({ after, ...(unit ? { unit } : {}) })}`);

// Sent twice before giving up; the key stays the same, so nothing counts twice.
export async function sendMessage(message) {
  const options = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
  };
  try {
    return await call("/trial/message", options);
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    await new Promise((resume) => setTimeout(resume, PAUSE));
    return call("/trial/message", options);
  }
}
