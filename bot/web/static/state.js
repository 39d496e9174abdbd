// Who the person plays and which day it is; kept in this browser between visits.

const KEPT = "gonghui-trial";

export const ROLES = [
  { role: "visitor", name: "访客", hint: "先看看" },
  { role: "county", name: "县（市、区）总工会", hint: "选一个县" },
  { role: "prefecture", name: "市（州）总工会", hint: "选一个市、州" },
  { role: "liaison", name: "对口联系单位", hint: "省里联系县的领导和部门" },
  { role: "province", name: "省里的专项工作办公室", hint: "选一个省" },
  { role: "administrator", name: "管理员", hint: "管这个系统的人" },
];

const plainName = (role) => ROLES.find((one) => one.role === role).name;

export class State extends EventTarget {
  constructor(data) {
    super();
    this.units = data.units;
    this.examples = data.examples;
    this.days = data.days;
    this.mention = data.mention;
    this.who = { role: "visitor", unit: null };
    this.today = data.days.demo;
    this.#restore();
  }

  // The chosen unit with its name, heading and province; undefined for who speaks for none.
  get unit() {
    return this.units[this.who.role]?.find((one) => one.id === this.who.unit);
  }

  get name() {
    return this.unit?.name ?? plainName(this.who.role);
  }

  get dayKind() {
    if (this.today === this.days.real) return "真实的今天";
    return this.today === this.days.demo ? "演示日期" : "自选日期";
  }

  // Questions that fit who the person is.
  get questions() {
    const short = this.unit?.name.replace(/总工会$/, "");
    return this.examples[this.who.role][this.unit?.province ?? ""].map((one) => one.replace("{unit}", short));
  }

  play(role, unit) {
    this.who = { role, unit };
    this.#changed("who");
  }

  setToday(day) {
    this.today = day;
    this.#changed("today");
  }

  #changed(what) {
    try {
      localStorage.setItem(KEPT, JSON.stringify({ who: this.who, today: this.today }));
    } catch {
      // A browser that keeps nothing: the choice holds until the page is left.
    }
    this.dispatchEvent(new Event(what));
  }

  #restore() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(KEPT));
    } catch {
      return;
    }
    if (/^20\d\d-\d\d-\d\d$/.test(kept?.today)) this.today = kept.today;
    const { role, unit = null } = kept?.who ?? {};
    const known = unit === null ? ["visitor", "administrator"].includes(role)
      : this.units[role]?.some((one) => one.id === unit);
    if (known) this.who = { role, unit };
  }
}

export function spelledDay(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
