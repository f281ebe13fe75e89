// Conditions on the page a respondent is looking at. The server decides (surveys/rules/logic/evaluate.py and
// surveys/rules/answering/visibility.py); this says the same at once. tests/surveys/conformance/ runs both on the same cases.

const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DIGITS = [[48, 57]];
const SPECIAL = "\\[](){}*+?|^$.";
const MOST_PATTERN = 200;
const MOST_UNITS = 300;
const MOST_TIMES = 100;
const MOST_TEXT = 1000;

const finite = (value) => (Number.isFinite(value) ? value + 0 : null);

const plain = (value, literal) => {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return finite(value);
  if (typeof value === "string") return value || literal ? value : null;
  if (Array.isArray(value)) return value.length || literal ? value.map((part) => plain(part, true)) : null;
  return null;
};

const kind = (value) => {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
};

// The number of a date's day counted from 1 January of year 1, or null when it is no date of the calendar.
const day = (value) => {
  if (typeof value !== "string" || !DATE.test(value)) return null;
  const [year, month, date] = value.split("-").map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (year < 1 || month < 1 || month > 12) return null;
  if (date < 1 || date > MONTH_DAYS[month - 1] + (month === 2 && leap ? 1 : 0)) return null;
  const before = year - 1;
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  for (let past = 0; past < month - 1; past += 1) days += MONTH_DAYS[past];
  return days + (month > 2 && leap ? 1 : 0) + date;
};

const same = (left, right) =>
  kind(left) === kind(right) && kind(left) !== "null" && kind(left) !== "list" && left === right;

const unequal = ([left, right]) =>
  kind(left) === kind(right) && kind(left) !== "null" && kind(left) !== "list" && left !== right;

const ordered = (holds) => ([left, right]) => {
  if (kind(left) !== kind(right)) return false;
  if (kind(left) === "number") return holds(left, right);
  const [first, second] = [day(left), day(right)];
  return first !== null && second !== null && holds(first, second);
};

const arithmetic = (combine) => (args) =>
  args.every((arg) => typeof arg === "number") ? finite(args.reduce(combine)) : null;

const aggregate = (of) => (args) => {
  const known = args.filter((arg) => arg !== null);
  return known.length && known.every((arg) => typeof arg === "number") ? finite(of(known)) : null;
};

const add = (left, right) => left + right;

const OPERATIONS = {
  "==": ([left, right]) => same(left, right),
  "!=": unequal,
  "<": ordered((left, right) => left < right),
  "<=": ordered((left, right) => left <= right),
  ">": ordered((left, right) => left > right),
  ">=": ordered((left, right) => left >= right),
  and: (args) => {
    if (args.some((arg) => arg === false)) return false;
    return args.every((arg) => arg === true) ? true : null;
  },
  or: (args) => {
    if (args.some((arg) => arg === true)) return true;
    return args.every((arg) => arg === false) ? false : null;
  },
  "!": ([arg]) => (typeof arg === "boolean" ? !arg : null),
  in: ([needle, hay]) => Array.isArray(hay) && hay.some((part) => same(needle, part)),
  answered: ([arg]) => arg !== null,
  count: (args) =>
    args
      .map((arg) => (Array.isArray(arg) ? arg.length : Number(arg !== null && arg !== false)))
      .reduce(add, 0),
  "+": arithmetic(add),
  "-": arithmetic((left, right) => left - right),
  "*": arithmetic((left, right) => left * right),
  "/": arithmetic((left, right) => left / right),
  sum: aggregate((numbers) => numbers.reduce(add, 0)),
  mean: aggregate((numbers) => numbers.reduce(add, 0) / numbers.length),
  min: aggregate((numbers) => numbers.reduce((left, right) => (right < left ? right : left))),
  max: aggregate((numbers) => numbers.reduce((left, right) => (right > left ? right : left))),
  if: (args) => {
    for (let index = 0; index < args.length - 1; index += 2) {
      if (args[index] === true) return args[index + 1];
    }
    return args[args.length - 1];
  },
  date_diff_days: ([from, to]) => {
    const [first, last] = [day(from), day(to)];
    return first === null || last === null ? null : last - first;
  },
  matches: ([text, pattern]) => {
    if (text === null) return false;
    return typeof text === "string" && typeof pattern === "string" ? matches(text, pattern) : null;
  },
};

// The value of a tree. `values` by name (a missing one is null), `today` as "2024-08-19". Never throws.
export const evaluate = (node, values, today) => {
  if (node === null || typeof node !== "object" || Array.isArray(node)) return plain(node, true);
  const [name] = Object.keys(node);
  const args = Array.isArray(node[name]) ? node[name] : [node[name]];
  if (name === "var") return Object.hasOwn(values, args[0]) ? plain(values[args[0]], false) : null;
  if (name === "today") return today;
  if (!Object.hasOwn(OPERATIONS, name)) return null;
  return OPERATIONS[name](args.map((arg) => evaluate(arg, values, today)));
};

// A condition holds when its value is exactly true; no condition holds always.
export const holds = (node, values, today) =>
  node === null || node === undefined || evaluate(node, values, today) === true;

// ── what is shown: one pass in document order, with what is hidden as null at once and everywhere ──

const without = (value, hidden) => {
  if (!Array.isArray(value)) return hidden.includes(value) ? null : value;
  const kept = value.filter((code) => !hidden.includes(code));
  return kept.length ? kept : null;
};

// What is shown of a page. `steps` and `given` as `page_data` gives them, `answers` by field name, `earlier` its `values`.
// Returns the names of `sections`, `items` and `fields` that are shown, `hiddenOptions` (codes by field) and all `values`.
export const shown = (steps, answers, today, earlier = {}) => {
  const values = Object.fromEntries(Object.entries(earlier).map(([name, value]) => [name, plain(value, false)]));
  const answer = (name) => (Object.hasOwn(answers, name) ? plain(answers[name], false) : null);
  const fields = [];
  const hiddenOptions = {};
  const items = [];
  let section = { name: "", on: true };
  let item = { on: true, fields: [] };
  const take = {
    section: (step) => {
      section = { name: step.name, on: holds(step.when, values, today) };
    },
    item: (step) => {
      item = { name: step.name, section: section.name, on: section.on && holds(step.when, values, today), fields: [] };
      items.push(item);
    },
    field: (step) => {
      const options = Object.entries(step.options ?? {});
      const hidden = options.filter(([, when]) => !holds(when, values, today)).map(([code]) => code);
      const left = !step.codes || hidden.length < step.codes.length;
      const on = item.on && holds(step.when, values, today) && left;
      const value = on ? without(answer(step.name), hidden) : null;
      values[step.name] = value;
      if (step.weights) {
        values[`${step.name}.weight`] = typeof value === "string" && Object.hasOwn(step.weights, value) ? step.weights[value] : null;
      }
      item.fields.push(on);
      if (on) fields.push(step.name);
      if (on && hidden.length) hiddenOptions[step.name] = hidden;
    },
    other: (step) => {
      const on = [values[step.of]].flat().some((code) => step.codes.includes(code));
      values[step.name] = on ? answer(step.name) : null;
      if (on) fields.push(step.name);
    },
    calculated: (step) => {
      item.silent = true;
      values[step.name] = item.on ? evaluate(step.when ?? null, values, today) : null;
    },
    given: (step) => {
      item.silent = true;
      values[step.name] = item.on ? answer(step.name) : null;
    },
  };
  for (const step of steps) take[step.step](step);
  const seen = items.filter((one) => one.on && !one.silent && (!one.fields.length || one.fields.includes(true)));
  return {
    sections: [...new Set(seen.map((one) => one.section))],
    items: seen.map((one) => one.name),
    fields,
    hiddenOptions,
    values,
  };
};

// ── matches: the small pattern language of surveys/rules/logic/pattern.py ──

class PatternFault extends Error {}

class Parser {
  constructor(pattern) {
    this.signs = [...pattern];
    this.at = 0;
  }

  rows() {
    if (!this.signs.length || this.signs.length > MOST_PATTERN) throw new PatternFault();
    const rows = [this.row()];
    while (this.skip("|")) rows.push(this.row());
    if (this.at < this.signs.length) throw new PatternFault();
    return rows;
  }

  row() {
    const units = [];
    this.skip("^");
    while (!["", "|", "$"].includes(this.peek())) {
      units.push(...this.repeated(this.atom()));
      if (units.length > MOST_UNITS) throw new PatternFault();
    }
    if (!units.length) throw new PatternFault();
    this.skip("$");
    return units;
  }

  peek(ahead = 0) {
    return this.signs[this.at + ahead] ?? "";
  }

  skip(sign) {
    const met = this.peek() === sign;
    if (met) this.at += 1;
    return met;
  }

  atom() {
    if (this.peek() === "[") return this.characterClass();
    if (this.skip(".")) return { ranges: [[0, 0x10ffff]], negated: false };
    return { ranges: this.character(SPECIAL), negated: false };
  }

  character(special) {
    let sign = this.peek();
    if (sign === "\\") {
      this.at += 1;
      sign = this.peek();
      if (this.skip("d")) return DIGITS;
      if (!sign || !(SPECIAL.includes(sign) || "-/".includes(sign))) throw new PatternFault();
    } else if (!sign || special.includes(sign)) {
      throw new PatternFault();
    }
    this.at += 1;
    return [[sign.codePointAt(0), sign.codePointAt(0)]];
  }

  characterClass() {
    this.at += 1;
    const negated = this.skip("^");
    const ranges = [];
    while (this.peek() !== "]") {
      let low = this.character("[]");
      if (this.peek() === "-" && !["]", ""].includes(this.peek(1)) && low !== DIGITS) {
        this.at += 1;
        const high = this.character("[]");
        if (high === DIGITS || high[0][0] < low[0][0]) throw new PatternFault();
        low = [[low[0][0], high[0][0]]];
      }
      ranges.push(...low);
    }
    if (!ranges.length) throw new PatternFault();
    this.at += 1;
    return { ranges, negated };
  }

  repeated(unit) {
    const sign = this.peek();
    if (sign && "?*+".includes(sign)) {
      this.at += 1;
      return [{ ...unit, optional: sign !== "+", repeats: sign !== "?" }];
    }
    if (!this.skip("{")) return [unit];
    const least = this.digits();
    let most = least;
    if (this.skip(",")) most = this.peek() === "}" ? Infinity : this.digits();
    if (!this.skip("}") || most < least || most < 1) throw new PatternFault();
    const units = Array.from({ length: least }, () => unit);
    if (most === Infinity) return [...units, { ...unit, optional: true, repeats: true }];
    return [...units, ...Array.from({ length: most - least }, () => ({ ...unit, optional: true }))];
  }

  digits() {
    const start = this.at;
    while (this.peek() && "0123456789".includes(this.peek()) && this.at - start < String(MOST_TIMES).length) this.at += 1;
    const times = Number(this.signs.slice(start, this.at).join(""));
    if (this.at === start || times > MOST_TIMES) throw new PatternFault();
    return times;
  }
}

const takes = (unit, point) => unit.ranges.some(([low, high]) => low <= point && point <= high) !== unit.negated;

const reach = (row, start, into) => {
  let place = start;
  into.add(place);
  while (place < row.length && row[place].optional) {
    place += 1;
    into.add(place);
  }
};

const rowMatches = (row, points) => {
  let places = new Set();
  reach(row, 0, places);
  for (const point of points) {
    const reached = new Set();
    for (const place of places) {
      if (place < row.length && takes(row[place], point)) {
        reach(row, place + 1, reached);
        if (row[place].repeats) reached.add(place);
      }
    }
    places = reached;
  }
  return places.has(row.length);
};

const matches = (text, pattern) => {
  let rows;
  try {
    rows = new Parser(pattern).rows();
  } catch (fault) {
    if (fault instanceof PatternFault) return null;
    throw fault;
  }
  const points = [...text].map((sign) => sign.codePointAt(0));
  return points.length <= MOST_TEXT && rows.some((row) => rowMatches(row, points));
};
