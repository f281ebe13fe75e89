// What is typed in a document is saved while one types. The page works without this script: the buttons save too.
//
// Every key press is kept in the browser at once; a second after the last one the page is sent to be saved, field by field with the marks
// of what was there before. What could not be sent stays here until it can, also when the page is closed and opened again.
// Where a colleague has written in the same field both texts are shown, and the writer says what stands.

const WAIT = 1000; // ms after the last key press
const AGAIN = 3000; // ms until a new try where the network is gone

const kept = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing: the page itself still holds the text
    }
  },
  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
  },
};

const keyOf = (form, page) => `writing:${form.dataset.person}:${form.dataset.document}:${page}`;

class Writing {
  constructor(form) {
    this.form = form;
    this.key = keyOf(form, form.elements.del.value);
    this.status = form.querySelector("[data-saved]");
    this.timer = 0;
    this.typed = 0; // counts key presses, so that what is typed while a page is being sent is known to be unsent
    form.addEventListener("input", () => this.note());
    form.addEventListener("change", () => this.note());
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty() && this.send());
    for (const tab of document.querySelectorAll(".tabs a")) tab.addEventListener("click", (event) => this.leave(event, tab));
    this.bring();
  }

  fields() {
    return [...new Set([...this.form.elements].map((one) => one.name))].filter((name) => name.startsWith("q-"));
  }

  values() {
    const data = new FormData(this.form);
    return Object.fromEntries(this.fields().map((name) => [name, data.getAll(name)]));
  }

  dirty() {
    return kept.read(this.key) !== null;
  }

  note() {
    this.typed += 1;
    kept.write(this.key, { before: this.form.elements.before.value, values: this.values() });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  // What was typed here and never came to be saved is put back, with the marks of what stood before it.
  bring() {
    const local = kept.read(this.key);
    if (!local) return;
    for (const [name, values] of Object.entries(local.values)) this.fill(name, values);
    this.form.elements.before.value = local.before;
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
    this.send();
  }

  fill(name, values) {
    const controls = this.form.elements[name];
    for (const one of controls instanceof RadioNodeList ? controls : [controls].filter(Boolean)) {
      if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
      else one.value = values[values.length - 1] ?? "";
    }
  }

  async send() {
    clearTimeout(this.timer);
    const typed = this.typed;
    const body = new URLSearchParams(new FormData(this.form));
    for (const name of this.fields()) if (!body.has(name)) body.append(name, "");
    let answer;
    try {
      answer = await fetch(this.form.dataset.writing, { method: "POST", body, headers: { Accept: "application/json" } });
    } catch {
      return this.later(this.form.dataset.offline);
    }
    if (answer.redirected) return this.later(this.form.dataset.signedOut);
    if (answer.status === 409) return this.say((await answer.json()).refused);
    if (!answer.ok) return this.later(this.form.dataset.offline);
    this.saved(await answer.json(), typed);
  }

  later(sentence) {
    this.say(sentence);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), AGAIN);
  }

  saved(told, typed) {
    const before = JSON.parse(this.form.elements.before.value);
    for (const [name, mark] of Object.entries(told.marks)) if (!(name in told.clashes)) before[name] = mark;
    this.form.elements.before.value = JSON.stringify(before);
    for (const [name, theirs] of Object.entries(told.clashes)) this.ask(name, theirs, told.marks[name]);
    this.warn(told.names);
    this.say(told.said);
    if (Object.keys(told.clashes).length) return;
    if (typed === this.typed) kept.drop(this.key);
    else this.note();
  }

  // A colleague's text beside one's own, with three ways on. Until one is chosen one's own stays here and is not saved over theirs.
  ask(name, theirs, mark) {
    const control = [this.form.elements[`q-${name}`]].flatMap((one) => (one instanceof RadioNodeList ? [...one] : [one]))[0];
    const field = control?.closest("[data-item], .field");
    if (!field) return;
    const box = this.form.ownerDocument.createElement("div");
    box.className = "message message-warn";
    box.dataset.clash = name;
    box.setAttribute("role", "alert");
    const inner = document.createElement("div");
    const words = document.createElement("p");
    words.textContent = this.form.dataset.theirs;
    const quote = document.createElement("blockquote");
    quote.className = "theirs";
    quote.textContent = theirs;
    inner.append(words, quote);
    const text = control.tagName === "TEXTAREA" || control.type === "text";
    const own = text ? control.value : "";
    if (text) inner.append(this.way("both", () => this.settle(name, `${theirs}\n\n${own}`, mark)));
    inner.append(this.way("mine", () => this.settle(name, null, mark)));
    inner.append(this.way("onlyTheirs", () => this.settle(name, theirs, mark)));
    box.append(inner);
    this.form.querySelector(`[data-clash="${CSS.escape(name)}"]`)?.remove();
    field.after(box);
  }

  way(word, does) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-2";
    button.textContent = this.form.dataset[word];
    button.addEventListener("click", does);
    return button;
  }

  settle(name, text, mark) {
    const before = JSON.parse(this.form.elements.before.value);
    before[name] = mark;
    this.form.elements.before.value = JSON.stringify(before);
    if (text !== null) this.fill(`q-${name}`, [text]);
    this.form.querySelector(`[data-clash="${CSS.escape(name)}"]`)?.remove();
    this.note();
  }

  warn(names) {
    const box = document.querySelector("[data-names-box]");
    if (!box) return;
    box.hidden = !names.length;
    box.querySelector("[data-names]").textContent = names.join(", ");
  }

  // Another page of the document waits until what is typed here is saved; where that fails, it stays kept.
  async leave(event, tab) {
    if (!this.dirty()) return;
    event.preventDefault();
    await this.send();
    if (!this.form.querySelector("[data-clash]")) location.assign(tab.href);
  }

  say(sentence) {
    if (this.status && this.status.textContent !== sentence) this.status.textContent = sentence;
  }
}

for (const form of document.querySelectorAll("form[data-writing]")) {
  if (form.dataset.from) kept.drop(keyOf(form, form.dataset.from)); // the page before came through with its own button
  if (form.elements.before) new Writing(form);
}
