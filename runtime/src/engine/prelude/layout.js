// How inspected text is laid out, as Node lays it out: escapes, keys, columns of long arrays, lines.
(function (P) {
  "use strict";
  const MIN_LINE_WIDTH = 16;
  const MAX_COLUMNS = 15;
  const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
  const NAMED_ESCAPES = {
    __proto__: null, "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\\": "\\\\",
  };
  const HEX = "0123456789ABCDEF";

  function isLoneSurrogate(text, i, code) {
    if (code < 0xd800 || code > 0xdfff) return false;
    if (code >= 0xdc00) {
      const before = i > 0 ? P.charCodeAt(text, i - 1) : 0;
      return before < 0xd800 || before > 0xdbff;
    }
    const after = i + 1 < text.length ? P.charCodeAt(text, i + 1) : 0;
    return after < 0xdc00 || after > 0xdfff;
  }

  function escaped(text, mark) {
    let out = mark;
    for (let i = 0; i < text.length; i++) {
      const unit = text[i];
      const code = P.charCodeAt(text, i);
      if (unit === mark) out += "\\" + unit;
      else if (NAMED_ESCAPES[unit] !== undefined) out += NAMED_ESCAPES[unit];
      else if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) out += "\\x" + HEX[code >> 4] + HEX[code & 15];
      else if (isLoneSurrogate(text, i, code)) out += "\\u" + P.numberToString(code, 16);
      else out += unit;
    }
    return out + mark;
  }

  function quote(text) {
    if (!P.includes(text, "'")) return escaped(text, "'");
    if (!P.includes(text, '"')) return escaped(text, '"');
    if (!P.includes(text, "`") && !P.includes(text, "${")) return escaped(text, "`");
    return escaped(text, "'");
  }

  // What a terminal is told to show a kind of value in.
  const COLORS = {
    __proto__: null, number: [33, 39], bigint: [33, 39], boolean: [33, 39], string: [32, 39], symbol: [32, 39],
    undefined: [90, 39], null: [1, 22], special: [36, 39], date: [35, 39], regexp: [31, 39], module: [4, 24],
  };

  const style = (state, text, kind) =>
    state.colors ? `\x1b[${COLORS[kind][0]}m${text}\x1b[${COLORS[kind][1]}m` : text;

  /** The text without what only a terminal sees. */
  function plain(text) {
    let out = "";
    for (let i = 0; i < text.length; i++) {
      if (text[i] === "\x1b") while (i < text.length && text[i] !== "m") i++;
      else out += text[i];
    }
    return out;
  }

  /** A string as a value: long ones with line ends stand one line below the other. */
  function string(text, state) {
    const { indentation, breakLength, maxString } = state;
    let trailer = "";
    if (text.length > maxString) {
      const left = text.length - maxString;
      text = P.slice(text, 0, maxString);
      trailer = `... ${left} more character${left > 1 ? "s" : ""}`;
    }
    const isLong = state.compact !== true && text.length > MIN_LINE_WIDTH && text.length > breakLength - indentation - 4;
    if (!isLong || !P.includes(text, "\n")) return style(state, quote(text), "string") + trailer;
    const parts = P.split(text, "\n"), lines = P.list();
    for (let i = 0; i < parts.length; i++) {
      const isLast = i === parts.length - 1;
      if (isLast && parts[i] === "") break;
      lines[i] = style(state, quote(isLast ? parts[i] : parts[i] + "\n"), "string");
    }
    return P.join(lines, ` +\n${P.repeat(" ", indentation + 2)}`) + trailer;
  }

  function key(name, state) {
    if (typeof name === "symbol") return `[${style(state, P.symbolToString(name), "symbol")}]`;
    if (name === "__proto__") return "['__proto__']";
    return P.regExpExec(identifier, name) !== null ? name : style(state, quote(name), "string");
  }

  /** How many columns of a terminal a text takes: wide letters and emoji two, combining marks none. */
  function width(text) {
    let columns = 0;
    for (let i = 0; i < text.length; i++) {
      const code = P.codePointAt(text, i);
      if (code > 0xffff) i++;
      if (code < 0x300) columns++;
      else if (!isZeroWidth(code)) columns += isWide(code) ? 2 : 1;
    }
    return columns;
  }

  const isZeroWidth = (code) =>
    code <= 0x36f || (code >= 0x200b && code <= 0x200f) || (code >= 0x20d0 && code <= 0x20ff)
    || (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xfe20 && code <= 0xfe2f) || (code >= 0xe0100 && code <= 0xe01ef);

  const isWide = (code) =>
    code >= 0x1100 && (
      code <= 0x115f || (code >= 0x2e80 && code <= 0x3247 && code !== 0x303f) || (code >= 0x3250 && code <= 0x4dbf)
      || (code >= 0x4e00 && code <= 0xa4c6) || (code >= 0xa960 && code <= 0xa97c) || (code >= 0xac00 && code <= 0xd7a3)
      || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6b) || (code >= 0xff01 && code <= 0xff60)
      || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1f64f) || (code >= 0x1f900 && code <= 0x1f9ff)
      || (code >= 0x20000 && code <= 0x3fffd)
    );

  /** Entries of a long array in columns; the same list when columns would not help. */
  function columns(output, state, { isNumeric, hasMore }) {
    const { indentation, breakLength, colors, compact } = state;
    const count = hasMore ? output.length - 1 : output.length;
    const taken = P.list();
    let total = 0, longest = 0;
    for (let i = 0; i < count; i++) {
      taken[i] = width(colors ? plain(output[i]) : output[i]);
      total += taken[i] + 2;
      longest = P.max(longest, taken[i]);
    }
    const widest = longest + 2;
    if (widest * 3 + indentation >= breakLength || (total / widest <= 5 && longest > 6)) return output;
    // About as many columns as make the whole look square: a character is 2.5 times as high as wide.
    const bias = P.max(widest - 3 - P.sqrt(widest - total / output.length), 1);
    const number = P.min(
      P.round(P.sqrt(2.5 * bias * count) / bias),
      P.floor((breakLength - indentation) / widest),
      compact * 4,
      MAX_COLUMNS,
    );
    if (number <= 1) return output;
    const widths = P.list();
    for (let column = 0; column < number; column++) {
      let most = 0;
      for (let i = column; i < count; i += number) most = P.max(most, taken[i]);
      widths[column] = most + 2;
    }
    const rows = P.list();
    for (let first = 0; first < count; first += number) {
      const end = P.min(first + number, count);
      let row = "";
      for (let i = first; i < end - 1; i++) {
        row += (isNumeric ? P.padStart : P.padEnd)(`${output[i]}, `, widths[i - first] + output[i].length - taken[i]);
      }
      const last = end - 1;
      row += isNumeric ? P.padStart(output[last], widths[last - first] - 2 + output[last].length - taken[last]) : output[last];
      rows[rows.length] = row;
    }
    if (hasMore) rows[rows.length] = output[count];
    return rows;
  }

  /**
   * The entries of one value between its braces: in one line when they are short and not too deep.
   * `state`: the inspector, which knows how deep the last value below `level` stood. `list`: `null`, or what an array knows of its items.
   */
  function enclose(output, base, open, close, state, level, list) {
    const { indentation, breakLength, current, colors, compact } = state;
    const head = base === "" ? open : `${base} ${open}`;
    if (compact === true) {
      const joined = P.join(output, ", ");
      let total = output.length + head.length;
      for (let i = 0; i < output.length; i++) total += output[i].length;
      if (total <= breakLength && !P.includes(joined, "\n")) return `${head} ${joined} ${close}`;
      const gap = `\n${P.repeat(" ", indentation)}`;
      return `${head}${open === "{" && base === "" ? " " : `${gap}  `}${P.join(output, `,${gap}  `)} ${close}`;
    }
    const entries = output.length;
    if (list !== null && entries > 6 && compact !== false) output = columns(output, state, list);
    if (compact !== false && current - level < compact && entries === output.length) {
      let total = output.length * 2 + indentation + open.length + base.length + 10;
      for (let i = 0; i < output.length; i++) total += colors ? plain(output[i]).length : output[i].length;
      if (total <= breakLength && !P.includes(base, "\n")) {
        const joined = P.join(output, ", ");
        if (!P.includes(joined, "\n")) return `${head} ${joined} ${close}`;
      }
    }
    const line = "\n" + P.repeat(" ", indentation);
    return `${head}${line}  ${P.join(output, `,${line}  `)}${line}${close}`;
  }

  return { __proto__: null, quote, string, key, enclose, width, style, plain };
})
