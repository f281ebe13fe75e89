// A page of questions reacts at once to what is answered on it. The server decides (surveys/forms/answers.py); without this
// script it shows the page again when an answer opens a question. Values are typed as surveys/rules/answering/typing.py does.

import { shown } from "./logic.js";

const BLANKS = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const EDGES = new RegExp(`^${BLANKS}|${BLANKS}$`, "g");
const BETWEEN_DIGITS = /[ \xa0\u2009\u202f]/g;
const NUMBER = /^-?[0-9]{1,15}(?:[.,][0-9]{1,9})?$/;
const OTHER_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−";
const PLAIN_DIGITS = "01234567890123456789.-";

const stripped = (text) => text.replace(/\r\n?/g, "\n").replace(EDGES, "");

export const asNumber = (text) => {
  const plain = [...stripped(text)]
    .map((sign) => (OTHER_DIGITS.includes(sign) ? PLAIN_DIGITS[OTHER_DIGITS.indexOf(sign)] : sign))
    .join("")
    .replace(BETWEEN_DIGITS, "");
  return NUMBER.test(plain) ? Number(plain.replace(",", ".")) : null;
};

// What the controls of a field hold, typed. `kind` as the server says, `sent` the values that would be sent, `codes` of its scale.
export const typed = (kind, sent, codes = []) => {
  if (kind === "choices") {
    const known = codes.filter((code) => sent.includes(code));
    return known.length ? known : null;
  }
  const text = sent.length ? sent[sent.length - 1] : "";
  if (kind === "choice") return codes.includes(text) ? text : null;
  if (kind === "consent") return text === "yes" || null;
  if (kind === "boolean") return { yes: true, no: false }[text] ?? null;
  if (kind === "number") return asNumber(text);
  return stripped(text) || null;
};

const sentBy = (form, name) => {
  const controls = form.elements[`q-${name}`];
  if (!controls) return [];
  const listed = controls instanceof RadioNodeList ? [...controls] : [controls];
  return listed.filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked).map((one) => one.value);
};

const show = (element, on) => {
  if (element && element.hidden === on) element.hidden = !on;
};

class QuestionPage {
  constructor(form) {
    this.form = form;
    this.logic = JSON.parse(form.dataset.logic);
    this.codes = Object.fromEntries(this.logic.steps.map((step) => [step.name, step.codes ?? []]));
    this.items = new Map([...form.querySelectorAll("[data-item]")].map((one) => [one.dataset.item, one]));
    this.fields = new Map([...form.querySelectorAll("[data-field]")].map((one) => [one.dataset.field, one]));
    this.rows = [...form.querySelectorAll("[data-row]")];
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("input", () => this.react());
    window.addEventListener("pageshow", () => this.react());
    this.react();
  }

  changed(event) {
    this.standAlone(event.target);
    this.react();
  }

  // "None of these" and the like stand alone: choosing one lets go of the others.
  standAlone(box) {
    if (box.type !== "checkbox" || !box.checked) return;
    const alone = "alone" in box.dataset;
    for (const other of this.form.elements[box.name] instanceof RadioNodeList ? this.form.elements[box.name] : []) {
      if (other !== box && (alone || "alone" in other.dataset)) other.checked = false;
    }
  }

  answers() {
    const given = Object.entries(this.logic.given);
    const read = Object.entries(this.logic.kinds).map(([name, kind]) => [name, typed(kind, sentBy(this.form, name), this.codes[name])]);
    return Object.fromEntries([...read, ...given]);
  }

  react() {
    const now = shown(this.logic.steps, this.answers(), this.logic.today, this.logic.values);
    for (const [key, item] of this.items) show(item, now.items.includes(key));
    for (const [name, field] of this.fields) {
      if (!this.belongsToItem(field)) show(field, now.fields.includes(name));
      this.showOptions(field, now.hiddenOptions[name] ?? []);
    }
    for (const row of this.rows) show(row, [...row.querySelectorAll("[data-field]")].some((field) => !field.hidden));
    const seen = this.form.elements.seen;
    if (seen) seen.value = Object.keys(this.logic.kinds).map((name) => (now.fields.includes(name) ? "1" : "0")).join("");
  }

  // An item of one field is shown and hidden as a whole; rows and "other, namely" by themselves.
  belongsToItem(field) {
    return !field.matches(".likert, .row-answer, .other");
  }

  showOptions(field, hidden) {
    for (const control of field.querySelectorAll("input[type=radio], input[type=checkbox], option[value]")) {
      if (!control.value) continue;
      const off = hidden.includes(control.value);
      if (control.disabled !== off) control.disabled = off;
      const line = control.closest("label") ?? control;
      if (line !== field) show(line, !off);
    }
  }
}

for (const form of document.querySelectorAll("form[data-logic]")) new QuestionPage(form);
