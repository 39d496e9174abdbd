// One conversation: its log, its examples, its line to write in.

import { Refused, sendMessage, Unreached } from "./api.js";
import { element } from "./elements.js";
import { Memory } from "./memory.js";
import { spelledDay } from "./state.js";
import { Log } from "./view.js";

const NEARLY_FULL = 300;

export class Chat {
  #waiting = 0;

  // `answered(chat)` is called for each answer, `lead(kind, label, text)` where a button leads to a talk.
  constructor(section, state, answered, lead) {
    this.kind = section.dataset.chat;
    this.state = state;
    this.answered = answered;
    this.lead = lead;
    section.append(document.getElementById("chat-parts").content.cloneNode(true));
    this.find = (selector) => section.querySelector(selector);
    this.log = new Log(this.find(".log"));
    this.memory = new Memory(this.kind);
    this.field = this.find("textarea");
    this.#name();
    this.#wire();
    this.#recall();
    this.showExamples();
    this.showDay();
  }

  get group() {
    return this.kind === "group";
  }

  #name() {
    const title = this.group ? "群聊" : "私聊";
    this.find(".log").setAttribute("aria-label", `${title}记录`);
    this.field.setAttribute("aria-label", `${title}：写下要问的话，回车发送，Shift 加回车换行`);
    this.field.placeholder = this.group ? "在群里说一句" : "写下要问的话";
    this.find(".welcome-title").textContent = this.group ? "在群里这样问：" : "直接问一句，例如：";
    this.find(".welcome-note").hidden = !this.group;
    this.find(".welcome-steps").hidden = this.group;
    const mention = this.find(".mention");
    mention.hidden = !this.group;
    mention.textContent = this.state.mention;
  }

  #wire() {
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.field.addEventListener("keydown", (event) => {
      // While an input method is composing, Enter belongs to it.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    this.field.addEventListener("input", () => this.#fit());
    const mention = this.find(".mention");
    mention.addEventListener("click", () => {
      mention.setAttribute("aria-pressed", String(mention.getAttribute("aria-pressed") !== "true"));
      this.field.focus();
    });
  }

  #fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
    const left = this.field.maxLength - this.field.value.length;
    this.find(".left").textContent = left > NEARLY_FULL ? "" : `还能写 ${left} 个字`;
  }

  #submit() {
    const words = this.field.value.trim();
    if (!words) {
      this.field.focus();
      return;
    }
    this.field.value = "";
    this.#fit();
    this.#say(this.#addressed(words));
  }

  // In a group the assistant is named unless the person has switched that off or has named it.
  #addressed(words) {
    const naming = this.group && this.find(".mention").getAttribute("aria-pressed") === "true";
    return naming && !words.includes(this.state.mention) ? `${this.state.mention} ${words}` : words;
  }

  // A button elsewhere led here: its label is shown, the text is sent.
  follow(label, text) {
    this.#send(label, { text });
  }

  #say(text) {
    this.#send(text, { text });
  }

  act(label, action) {
    this.#press(label, action);
  }

  #press(label, action, opens, giveBack) {
    if (opens) this.lead(opens, label, `/start ${action}`);
    else this.#send(label, { button: action }, giveBack);
  }

  #send(shown, input, giveBack) {
    const speaker = this.group ? this.state.name : "";
    const bubble = this.log.mine(shown, speaker);
    this.find(".examples").hidden = false;
    const { who, today } = this.state;
    const message = { key: newKey(), chat: this.kind, who, today, ...input };
    this.memory.said(shown, speaker, message);
    this.#deliver(bubble, message, giveBack);
  }

  // After a reload: what was said before stands there again, with buttons that still work.
  #recall() {
    for (const { shown, speaker, message, reply } of this.memory.turns) {
      const bubble = this.log.mine(shown, speaker);
      if (reply) this.#show(reply, bubble);
      else this.log.failed(bubble, "刷新前这句还没有回音。", () => this.#deliver(bubble, message));
    }
  }

  #show(reply, bubble) {
    const press = (...pressed) => this.#press(...pressed);
    const asks = reply.outcome === "ask_back";
    if (reply.blocks.length) this.log.reply(reply.blocks, reply.today_label, bubble, press, asks);
    if (reply.toast) this.log.remark(reply.toast);
    if (!reply.blocks.length && !reply.toast) this.log.remark(`没有带 ${this.state.mention}，它不插话`);
  }

  // `giveBack`, if given, is called where the answer says that the press did nothing.
  async #deliver(bubble, message, giveBack) {
    this.#wait(1);
    try {
      const reply = await sendMessage(message);
      this.memory.answered(message, reply);
      this.#show(reply, bubble);
      if (isRefusal(reply)) giveBack?.();
      this.answered(this);
    } catch (error) {
      if (error instanceof Refused) giveBack?.();
      this.#explain(error, bubble, message, giveBack);
    } finally {
      this.#wait(-1);
    }
  }

  #explain(error, bubble, message, giveBack) {
    const again = () => this.#deliver(bubble, message, giveBack);
    if (error instanceof Unreached) {
      this.log.failed(bubble, `${error.message}这句还没有发出去。`, again);
    } else if (error instanceof Refused && error.code === "internal") {
      this.log.failed(bubble, error.message, again);
    } else if (error instanceof Refused) {
      this.log.reply([{ type: "notice", kind: "error", text: error.message }], "", bubble, null);
    } else {
      throw error;
    }
  }

  #wait(change) {
    this.#waiting += change;
    this.find(".typing").textContent = this.#waiting ? "工会助手正在查方案…" : "";
  }

  // The questions that fit who the person is, large while nothing has been said.
  showExamples() {
    for (const selector of [".welcome-examples", ".examples"]) {
      const box = this.find(selector);
      box?.replaceChildren(...this.state.questions.map((question) =>
        element("button", { type: "button", class: "example", onclick: () => this.#say(this.#addressed(question)) },
          question)));
    }
    this.find(".examples").hidden = this.log.empty;
  }

  showDay() {
    const day = this.find(".welcome-day");
    if (day) day.textContent = `${spelledDay(this.state.today)}（${this.state.dayKind}）`;
  }
}

// Only a passing word, or an answer that begins with a warning.
function isRefusal({ blocks, toast }) {
  return blocks.length ? blocks[0].type === "notice" && blocks[0].kind === "warning" : Boolean(toast);
}

function newKey() {
  return crypto.randomUUID();
}
