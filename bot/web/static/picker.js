// Choosing who I am: six roles, and for four of them a unit found by typing a character or two.

import { element } from "./elements.js";
import { ROLES } from "./state.js";

const SEARCH_LABELS = {
  county: "哪个县（市、区）？",
  prefecture: "哪个市、州？",
  liaison: "哪个联系单位？",
  province: "哪个省？",
};

export class Picker {
  #role = "visitor";
  #shown = [];
  #active = 0;

  constructor(state) {
    this.state = state;
    this.dialog = document.getElementById("picker");
    this.search = document.getElementById("search");
    this.options = document.getElementById("options");
    this.roles = document.getElementById("roles");
    this.#drawRoles();
    document.getElementById("picker-close").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.search.addEventListener("input", () => this.#drawOptions());
    this.search.addEventListener("keydown", (event) => this.#steer(event));
  }

  open() {
    this.search.value = "";
    this.#role = this.state.who.role;
    this.#showRole();
    this.dialog.showModal();
    this.roles.querySelector(":checked").focus();
  }

  #drawRoles() {
    this.roles.append(...ROLES.map(({ role, name, hint }) => {
      const radio = element("input", { type: "radio", name: "role", value: role, id: `role-${role}` });
      radio.addEventListener("change", () => this.#take(role));
      // With the arrow keys one passes over a role; Enter, Space or a tap takes it.
      radio.addEventListener("keydown", (event) => {
        if (event.key === "Enter") this.#confirm(role);
      });
      radio.addEventListener("click", (event) => {
        if (event.detail > 0) this.#confirm(role);
      });
      return element("label", { class: "role", for: `role-${role}` }, radio,
        element("span", {}, element("span", { class: "role-name" }, name), element("span", { class: "role-hint" }, hint)));
    }));
  }

  #take(role) {
    this.#role = role;
    this.search.value = "";
    this.#showRole();
  }

  #confirm(role) {
    this.#take(role);
    if (this.state.units[role]) this.search.focus();
    else this.#choose(null);
  }

  #showRole() {
    this.roles.querySelector(`#role-${this.#role}`).checked = true;
    const box = document.getElementById("search-box");
    box.hidden = !this.state.units[this.#role];
    if (box.hidden) return;
    document.getElementById("search-label").textContent = SEARCH_LABELS[this.#role];
    this.#drawOptions();
  }

  #drawOptions() {
    const wanted = this.search.value.trim();
    this.#shown = this.state.units[this.#role].filter((unit) => fits(unit, wanted));
    this.#active = Math.max(0, this.#shown.findIndex((unit) => unit.id === this.state.who.unit));
    const rows = [];
    let heading = null;
    this.#shown.forEach((unit, number) => {
      if (unit.group !== heading) {
        heading = unit.group;
        rows.push(element("li", { class: "heading", role: "presentation" }, heading));
      }
      rows.push(this.#option(unit, number));
    });
    this.options.replaceChildren(...rows);
    document.getElementById("found").textContent = this.#shown.length
      ? `${this.#shown.length} 个，点一下或按回车选定` : "没有找到，换一两个字试试";
    this.#mark();
  }

  #option(unit, number) {
    const chosen = unit.id === this.state.who.unit;
    const option = element("li", { role: "option", id: `option-${number}`, "aria-selected": String(chosen) },
      element("span", { class: "option-name" }, unit.name),
      unit.hint && element("span", { class: "option-hint" }, unit.hint));
    option.addEventListener("click", () => this.#choose(unit.id));
    return option;
  }

  #steer(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#shown.length) {
      event.preventDefault();
      this.#active = (this.#active + step + this.#shown.length) % this.#shown.length;
      this.#mark();
    } else if (event.key === "Enter" && !event.isComposing && this.#shown.length) {
      event.preventDefault();
      this.#choose(this.#shown[this.#active].id);
    }
  }

  #mark() {
    this.options.querySelector(".active")?.classList.remove("active");
    const active = document.getElementById(`option-${this.#active}`);
    if (!active) {
      this.search.removeAttribute("aria-activedescendant");
      return;
    }
    active.classList.add("active");
    active.scrollIntoView({ block: "nearest" });
    this.search.setAttribute("aria-activedescendant", active.id);
  }

  #choose(unit) {
    this.dialog.close();
    this.state.play(this.#role, unit);
  }
}

function fits(unit, wanted) {
  return `${unit.name} ${unit.group} ${unit.words}`.includes(wanted);
}
