// What is typed in a document is saved while one types. The page works without this script: the buttons save too.
//
// Every key press is kept in the browser at once; a second after the last one, and while one types on without a pause every five, the
// page is sent to be saved, field by field with the marks of what was there before. What could not be sent stays here until it can, also
// when the page is closed and opened again; it is dropped when it is saved, when the document is handed in, when one signs out, and after
// a week. What a colleague has written in another field is put on the page; where both have written in the same one both texts are
// shown, and the writer says what stands.

const WAIT = 1000; // ms after the last key press
const LONGEST = 5000; // ms of typing without a pause
const AGAIN = 3000; // ms until a new try where the network is gone
const KEPT = 7 * 24 * 3600 * 1000; // ms that a browser keeps what could not be saved
const PREFIX = "writing:";

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
  names() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    } catch {
      return [];
    }
  },
};

const keysOf = (holder) => `${PREFIX}${holder.dataset.person}:${holder.dataset.document}:`;
const keyOf = (form, page) => keysOf(form) + page;

class Writing {
  constructor(form) {
    this.form = form;
    this.key = keyOf(form, form.elements.del.value);
    this.status = form.querySelector("[data-saved]");
    this.timer = 0;
    this.since = 0; // when the first key press was that has not been sent
    this.cut = false; // whether the last try found no network
    this.typed = 0; // counts key presses, so that what is typed while a page is being sent is known to be unsent
    form.addEventListener("input", () => this.note());
    form.addEventListener("change", () => this.note());
    form.addEventListener("submit", (event) => this.press(event));
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty() && this.send(true));
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
    this.since ||= Date.now();
    kept.write(this.key, { before: this.form.elements.before.value, values: this.values(), at: Date.now() });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.max(0, Math.min(WAIT, this.since + LONGEST - Date.now())));
  }

  // What was typed here and never came to be saved is put back, with the marks of what stood before it.
  bring() {
    const local = kept.read(this.key);
    if (!local) return;
    for (const [name, values] of Object.entries(local.values)) this.fill(name, values);
    this.form.elements.before.value = local.before;
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
    this.say(this.form.dataset.brought);
    this.send();
  }

  // A button that leads on is pressed where there is no network: the page stays, with what was typed, until there is.
  async press(event) {
    if (!this.cut && navigator.onLine) return;
    event.preventDefault();
    delete this.form.dataset.sent;
    await this.send();
    if (!this.cut) this.form.requestSubmit(event.submitter);
  }

  fill(name, values) {
    const controls = this.form.elements[name];
    for (const one of controls instanceof RadioNodeList ? controls : [controls].filter(Boolean)) {
      if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
      else one.value = values[values.length - 1] ?? "";
    }
  }

  async send(keepalive = false) {
    clearTimeout(this.timer);
    this.since = 0;
    const typed = this.typed;
    const sent = this.values();
    const body = new URLSearchParams(new FormData(this.form));
    for (const name of this.fields()) if (!body.has(name)) body.append(name, "");
    let answer;
    try {
      answer = await fetch(this.form.dataset.writing, { method: "POST", body, headers: { Accept: "application/json" }, keepalive });
      if (answer.redirected) return this.later(this.form.dataset.signedOut);
      if (answer.status === 409) return this.say((await answer.json()).refused, true);
      if (!answer.ok) return this.later(this.form.dataset.offline);
      this.saved(await answer.json(), typed, sent);
    } catch {
      this.cut = true;
      this.later(this.form.dataset.offline);
    }
  }

  later(sentence) {
    this.say(sentence, true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), AGAIN);
  }

  saved(told, typed, sent) {
    this.cut = false;
    const before = JSON.parse(this.form.elements.before.value);
    const now = this.values();
    for (const [name, mark] of Object.entries(told.marks)) {
      if (name in told.clashes) continue;
      if (name in told.others) {
        if (String(now[`q-${name}`]) !== String(sent[`q-${name}`])) continue; // typed in meanwhile: asked about next time
        this.fill(`q-${name}`, told.others[name]);
      }
      before[name] = mark;
    }
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

  say(sentence, warns = false) {
    if (!this.status) return;
    this.status.classList.toggle("unsaved", warns);
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }
}

for (const name of kept.names()) if (!(kept.read(name)?.at > Date.now() - KEPT)) kept.drop(name);
for (const done of document.querySelectorAll("[data-handed-in]")) {
  for (const name of kept.names()) if (name.startsWith(keysOf(done))) kept.drop(name);
}
for (const form of document.querySelectorAll("form[data-writing]")) {
  if (form.dataset.from) kept.drop(keyOf(form, form.dataset.from)); // the page before came through with its own button
  if (form.elements.before) new Writing(form);
  else tellOfKept(form);
}

// Before the document is handed in: pages where something lies in this browser that could not be saved.
function tellOfKept(form) {
  const own = keysOf(form);
  const pages = kept.names().filter((name) => name.startsWith(own)).map((name) => name.slice(own.length));
  const box = document.querySelector("[data-kept-box]");
  if (!box || !pages.length) return;
  box.hidden = false;
  for (const link of box.querySelectorAll("[data-page]")) link.closest("li").hidden = !pages.includes(link.dataset.page);
}
