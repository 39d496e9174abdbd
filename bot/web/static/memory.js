// What was said in this tab, so that a reload shows it again. A new tab begins empty.

const KEPT = "gonghui-trial-chat-";
const MOST = 60;
const LARGEST = 100_000;

export class Memory {
  #name;
  #turns;

  constructor(kind) {
    this.#name = KEPT + kind;
    this.#turns = read(this.#name);
  }

  // Each turn: {shown, speaker, message} and, once it was answered, {reply: {blocks, today_label, outcome}}.
  get turns() {
    return this.#turns;
  }

  said(shown, speaker, message) {
    this.#turns.push({ shown, speaker, message });
    this.#turns.splice(0, this.#turns.length - MOST);
    this.#write();
  }

  answered(message, reply) {
    const turn = this.#turns.find((one) => one.message.key === message.key);
    if (!turn) return;
    const blocks = reply.blocks.filter((block) => block.type !== "attachment" || block.size <= LARGEST);
    turn.reply = { ...reply, blocks };
    this.#write();
  }

  // A browser with too little room, or that keeps nothing, loses the older half; the page goes on.
  #write() {
    try {
      sessionStorage.setItem(this.#name, JSON.stringify(this.#turns));
    } catch {
      this.#turns.splice(0, Math.ceil(this.#turns.length / 2));
    }
  }
}

function read(name) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name));
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.message?.key === "string") : [];
  } catch {
    return [];
  }
}
