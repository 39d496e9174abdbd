// Each block of a reply as an element. Every word goes in as text.

import { element } from "./elements.js";

const MARKS = { info: "说明", warning: "注意", error: "没有成功" };

const DRAWN = {
  text: (block) => element("p", { class: block.strong ? "text strong" : "text" }, block.text),

  facts: (block) => element("div", { class: block.rows.some(([label]) => label.length > 10) ? "facts long" : "facts" },
    block.title && element("p", { class: "block-title" }, block.title),
    element("dl", {}, ...block.rows.map(([label, value]) =>
      element("div", { class: "fact" }, element("dt", {}, label), element("dd", {}, value))))),

  quote: (block) => element("details", { class: "quote" },
    element("summary", {}, element("span", { class: "quote-mark" }, "原文"), element("span", {}, block.label)),
    element("blockquote", {}, block.quote),
    copyButton(block.quote)),

  table: (block) => element("div", { class: "table" },
    block.title && element("p", { class: "block-title" }, block.title),
    element("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": block.title || "表格" },
      element("table", {},
        element("thead", {}, element("tr", {}, ...block.header.map((cell) => element("th", { scope: "col" }, cell)))),
        element("tbody", {}, ...block.rows.map((row) =>
          element("tr", {},
          ...row.map((cell, column) => element("td", { "data-label": block.header[column] || "" }, cell)))))))),

  choices: (block, press) => choices(block, press),

  // The words below a phone's text field; here they stand where they were offered.
  keyboard: (block, press) => element("div", { class: "choices columns-4", role: "group", "aria-label": "常用的字" },
    ...block.labels.map((label) => element("button",
      { type: "button", class: "choice", onclick: () => press(label, `c:${label}`, "") }, label))),

  // The text field is open already.
  prompt: () => null,

  notice: (block) => element("p", { class: `notice ${block.kind}` },
    element("strong", {}, `${MARKS[block.kind]}：`), block.text),

  attachment: (block) => {
    const bytes = Uint8Array.from(atob(block.content), (character) => character.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: block.media_type }));
    const size = `${Math.max(1, Math.round(block.size / 1024))} KB`;
    return element("a", { class: "attachment", href: address, download: block.name }, `下载 ${block.name}（${size}）`);
  },
};

// What comes sooner after a press is the same press: the answer has moved other buttons under the finger.
const ONE_PRESS = 500;
let pressed = -Infinity;

// Buttons that only show something: pages, one entry, one thing due, a command. They may be pressed again and leave
// the buttons beside them as they are, so that one can go back and look at the next.
const LOOKS = /^(q:|g:|c:(?!cancel\b)|e:(list|\d+:\d+:(show|versions))$|o:(late|more|settled|pause)|o:\w+:show$|nu:(all$|[mu]:)|p:unit:|r:(list|tasks)\.|ro:(list|days|back)$|m:(data|export)$|ba:|i:list$)/;

// `press(label, action, opens, giveBack)` is called once for a button that is chosen; `opens` names the talk it
// leads to, `giveBack()` undoes the choice where the press was refused.
export function drawBlock(block, press) {
  return DRAWN[block.type](block, press);
}

function choices(block, press) {
  const columns = Math.min(Math.max(block.columns, 1), 4);
  const deeds = [];
  const buttons = block.options.map((option) => {
    const button = element("button", { type: "button", class: "choice" }, option.label);
    const looks = Boolean(option.opens) || LOOKS.test(option.action);
    if (!looks) deeds.push(button);
    button.addEventListener("click", (event) => {
      if (button.getAttribute("aria-disabled") === "true" || event.timeStamp - pressed < ONE_PRESS) return;
      pressed = event.timeStamp;
      if (looks && !option.action.startsWith("q:")) {
        press(option.label, option.action, option.opens);
        return;
      }
      // Of deeds only one is taken; a question is asked once.
      const taken = looks ? [button] : deeds;
      for (const one of taken) one.setAttribute("aria-disabled", "true");
      button.classList.add("chosen");
      button.textContent = `已选：${option.label}`;
      press(option.label, option.action, "", () => {
        for (const one of taken) one.removeAttribute("aria-disabled");
        button.classList.remove("chosen");
        button.textContent = option.label;
      });
    });
    return button;
  });
  return element("div", { class: `choices columns-${columns}`, role: "group", "aria-label": "可以点的选项" }, ...buttons);
}

function copyButton(words) {
  const button = element("button", { type: "button", class: "copy" }, "复制原文");
  button.addEventListener("click", async () => {
    button.textContent = (await copied(words)) ? "已复制" : "没能复制，请长按选中";
    setTimeout(() => { button.textContent = "复制原文"; }, 2500);
  });
  return button;
}

async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
