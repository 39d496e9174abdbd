// Puts the page together: the two conversations, who I am, which day it is.

import { fetchNextDay, fetchUnits } from "./api.js";
import { Chat } from "./chat.js";
import { Picker } from "./picker.js";
import { State } from "./state.js";

const byId = (id) => document.getElementById(id);
const KINDS = ["private", "group"];

function start(data) {
  const state = new State(data);
  const lead = (kind, label, text) => {
    openChat(kind);
    chats.find((chat) => chat.kind === kind).follow(label, text);
  };
  const chats = KINDS.map((kind) => new Chat(byId(`chat-${kind}`), state, (chat) => announce(chat.kind), lead));
  const picker = new Picker(state);
  byId("who").addEventListener("click", () => picker.open());
  wireTabs();
  wireDay(state);
  wireNextDay(state, chats);
  const showWho = () => {
    byId("who-name").textContent = state.name;
    byId("who").title = state.name;
  };
  state.addEventListener("who", () => {
    showWho();
    for (const chat of chats) {
      chat.showExamples();
      chat.log.line(`现在你是：${state.name}`);
    }
  });
  state.addEventListener("today", () => {
    for (const chat of chats) chat.showDay();
  });
  showWho();
  document.body.classList.add("ready");
}

function wireDay(state) {
  const field = byId("day");
  const swap = byId("day-swap");
  const show = () => {
    field.value = state.today;
    byId("day-kind").textContent = state.dayKind;
    swap.textContent = state.today === state.days.real ? "用演示日期" : "用真实的今天";
  };
  field.addEventListener("change", () => {
    if (field.validity.valid) state.setToday(field.value);
  });
  // Half a date is no date: what counts stands there again.
  field.addEventListener("blur", show);
  swap.addEventListener("click", () => {
    state.setToday(state.today === state.days.real ? state.days.demo : state.days.real);
  });
  state.addEventListener("today", show);
  show();
}

// Goes on to the next working day and shows what is sent on it.
function wireNextDay(state, chats) {
  const button = byId("day-next");
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { day } = await fetchNextDay(state.today, state.who.unit);
      state.setToday(day);
      for (const chat of chats) chat.act(button.textContent, chat.group ? "oc:today" : "o:today");
    } catch (error) {
      chats[0].log.line(error.message);
    } finally {
      button.disabled = false;
    }
  });
}

function wireTabs() {
  const tabs = KINDS.map((kind) => byId(`tab-${kind}`));
  for (const [number, tab] of tabs.entries()) {
    tab.addEventListener("click", () => openChat(KINDS[number]));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      openChat(KINDS[1 - number]);
      tabs[1 - number].focus();
    });
  }
  openChat("private");
}

function openChat(kind) {
  document.body.dataset.open = kind;
  for (const one of KINDS) {
    const tab = byId(`tab-${one}`);
    tab.setAttribute("aria-selected", String(one === kind));
    tab.tabIndex = one === kind ? 0 : -1;
    if (one === kind) tab.classList.remove("news");
  }
}

// An answer in the conversation that is out of sight.
function announce(kind) {
  if (document.body.dataset.open !== kind) byId(`tab-${kind}`).classList.add("news");
}

fetchUnits().then(start, (error) => {
  const trouble = byId("trouble");
  trouble.textContent = `${error.message}请看看启动它的窗口还开着没有，然后刷新页面。`;
  trouble.hidden = false;
});
