// The bubbles of a conversation: mine, the assistant's, and lines between them.

import { drawBlock } from "./blocks.js";
import { aside, element } from "./elements.js";

export class Log {
  constructor(box) {
    this.box = box;
    this.welcome = box.querySelector(".welcome");
  }

  get empty() {
    return this.welcome.isConnected;
  }

  // What the person said; the bubble shows later whether it arrived.
  mine(words, speaker) {
    this.welcome.remove();
    const bubble = element("article", { class: "message mine" },
      speaker ? element("p", { class: "speaker" }, speaker) : aside("你说："),
      element("p", { class: "said" }, words));
    this.box.append(bubble);
    this.box.scrollTop = this.box.scrollHeight;
    return bubble;
  }

  // The assistant's reply; a long one is shown from the question on, one that asks back from its end, where
  // the buttons are.
  reply(blocks, dayLabel, question, press, asks = false) {
    const bubble = element("article", { class: "message bot" }, aside("工会助手说："),
      ...blocks.map((block) => drawBlock(block, press)),
      dayLabel && element("p", { class: "day-label" }, `按 ${dayLabel}回答`));
    this.box.append(bubble);
    const room = this.box.clientHeight;
    const tall = bubble.offsetTop + bubble.offsetHeight - question.offsetTop > room;
    this.box.scrollTop = tall && !asks ? question.offsetTop - 8 : this.box.scrollHeight;
  }

  // A line between messages; two of them in a row become one.
  line(words) {
    if (this.empty) return;
    if (this.box.lastElementChild?.matches(".line.changing")) this.box.lastElementChild.remove();
    this.box.append(element("p", { class: "line changing" }, words));
    this.box.scrollTop = this.box.scrollHeight;
  }

  // A line that stays, said once for one message.
  remark(words) {
    this.box.append(element("p", { class: "line" }, words));
    this.box.scrollTop = this.box.scrollHeight;
  }

  // The message did not get through: say why and offer to send it again.
  failed(bubble, words, again) {
    const button = element("button", { type: "button", class: "retry" }, "再发一次");
    const trouble = element("div", { class: "failed" }, element("p", {}, words), button);
    button.addEventListener("click", () => {
      trouble.remove();
      again();
    });
    bubble.append(trouble);
    this.box.scrollTop = this.box.scrollHeight;
  }
}
