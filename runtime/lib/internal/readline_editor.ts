// Editing a line on a terminal: keys change the line, its history and what is shown.
import { clearScreenDown, cursorTo, emitKeypressEvents, moveCursor } from "internal:readline_keys";
import { inspect } from "internal:inspect";

const MOST_UNDONE = 2048;
const END_OF_LINE = /\r\n|\n|\r/;
const BEFORE_WORD = /(?:[^\w\s]+|\w+|)\s*$/,
  AFTER_WORD = /^(?:\s+|[^\w\s]+|\w+)\s*/;

/** How many columns a text takes: wide characters two, marks none. */
export function widthOf(text: string): number {
  let width = 0;
  const plain = text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
  for (let i = 0; i < plain.length; i++) {
    const point = plain.codePointAt(i) as number;
    if (point > 0xffff) i++;
    if (point < 32 || (point >= 0x7f && point < 0xa0) || (point >= 0x300 && point < 0x370) || point === 0x200b) continue;
    width += isWide(point) ? 2 : 1;
  }
  return width;
}
const isWide = (point: number): boolean =>
  point >= 0x1100 &&
  (point <= 0x115f ||
    (point >= 0x2e80 && point <= 0xa4cf && point !== 0x303f) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1f64f) ||
    (point >= 0x1f900 && point <= 0x1f9ff) ||
    (point >= 0x20000 && point <= 0x3fffd));

const lengthLeft = (text: string, at: number): number =>
  at <= 0 ? 0 : (at > 1 && (text.codePointAt(at - 2) as number) > 0xffff ? 2 : 1);
const lengthAt = (text: string, at: number): number =>
  text.length <= at ? 1 : (text.codePointAt(at) as number) > 0xffff ? 2 : 1;

/** What the completions have in common. */
function common(all: string[]): string {
  if (all.length === 1) return all[0];
  const sorted = all.slice().sort();
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  let at = 0;
  while (at < min.length && min[at] === max[at]) at++;
  return min.slice(0, at);
}

/** What an interface tells its editor. */
interface Told {
  line(text: string): void;
  prompt(): string;
  /** Callbacks of the older module, promises of the newer. */
  complete(text: string, done: (error: any, value?: any) => void): void;
}

export class Editor {
  #self: any;
  #told: Told;
  #rows = 0;
  #index = -1;
  #search: string | null = null;
  #returnedAt = 0;
  #before: any = null;
  #undo: [string, number][] = [];
  #redo: [string, number][] = [];
  #killed: string[] = [];

  constructor(self: any, told: Told) {
    this.#self = self;
    this.#told = told;
  }

  /** Listens to the keys of the input; what is returned ends that. */
  listen(input: any): () => void {
    emitKeypressEvents(input, this.#self);
    const onKey = (text: any, key: any) => this.key(text, key);
    input.on("keypress", onKey);
    if (typeof input.setRawMode === "function") input.setRawMode(true);
    return () => {
      input.removeListener("keypress", onKey);
      if (typeof input.setRawMode === "function") input.setRawMode(false);
    };
  }

  #write(text: string): void {
    const { output } = this.#self;
    if (output !== null && output !== undefined) output.write(text);
  }
  /** Where a text ends when it is shown. */
  position(text: string): { rows: number; cols: number } {
    let offset = 0,
      rows = 0;
    const columns = this.#self.columns;
    for (let i = 0; i < text.length; i++) {
      const char = String.fromCodePoint(text.codePointAt(i) as number);
      if (char.length > 1) i++;
      if (char === "\n") {
        rows += Math.ceil(offset / columns) || 1;
        offset = 0;
        continue;
      }
      if (char === "\t") {
        offset += this.#self.tabSize - (offset % this.#self.tabSize);
        continue;
      }
      const width = widthOf(char);
      if (width === 2 && (offset + 1) % columns === 0) offset++;
      offset += width;
    }
    const cols = offset % columns;
    return { cols: columns === Infinity ? offset : cols, rows: rows + (offset - cols) / columns || 0 };
  }
  cursorPosition(): { rows: number; cols: number } {
    return this.position(this.#told.prompt() + this.#self.line.slice(0, this.#self.cursor));
  }

  refresh(): void {
    const { output, line } = this.#self;
    const shown = this.#told.prompt() + line;
    const end = this.position(shown);
    const cursor = this.cursorPosition();
    if (this.#rows > 0) moveCursor(output, 0, -this.#rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    this.#write(shown);
    if (end.cols === 0) this.#write(" ");
    cursorTo(output, cursor.cols);
    if (end.rows > cursor.rows) moveCursor(output, 0, cursor.rows - end.rows);
    this.#rows = cursor.rows;
  }

  #move(by: number): void {
    if (by === 0) return;
    const self = this.#self;
    const before = this.cursorPosition();
    self.cursor = Math.min(Math.max(self.cursor + by, 0), self.line.length);
    const after = this.cursorPosition();
    if (before.rows === after.rows) moveCursor(self.output, after.cols - before.cols, 0);
    else this.refresh();
  }
  #remember(): void {
    this.#undo.push([this.#self.line, this.#self.cursor]);
    if (this.#undo.length > MOST_UNDONE) this.#undo.shift();
    this.#redo = [];
  }
  #insert(text: string): void {
    const self = this.#self;
    this.#remember();
    if (self.cursor < self.line.length) {
      self.line = self.line.slice(0, self.cursor) + text + self.line.slice(self.cursor);
      self.cursor += text.length;
      this.refresh();
      return;
    }
    const before = this.cursorPosition();
    self.line += text;
    self.cursor += text.length;
    if (before.rows < this.cursorPosition().rows) this.refresh();
    else this.#write(text);
  }
  /** Takes out what stands between two places. */
  #cut(from: number, to: number, isKept = false): void {
    const self = this.#self;
    this.#remember();
    if (isKept) this.#killed.unshift(self.line.slice(from, to));
    self.line = self.line.slice(0, from) + self.line.slice(to);
    self.cursor = from;
    this.refresh();
  }
  #wordLeft(): number {
    const before = this.#self.line.slice(0, this.#self.cursor);
    const found = BEFORE_WORD.exec(before);
    return found === null ? 0 : found[0].length;
  }
  #wordRight(): number {
    const found = AFTER_WORD.exec(this.#self.line.slice(this.#self.cursor));
    return found === null ? 0 : found[0].length;
  }

  clear(): void {
    this.#move(Infinity);
    this.#write("\r\n");
    this.#self.line = "";
    this.#self.cursor = 0;
    this.#rows = 0;
  }
  #enter(): void {
    const line = this.#addHistory();
    this.#undo = [];
    this.#redo = [];
    this.clear();
    this.#told.line(line);
  }
  #addHistory(): string {
    const self = this.#self;
    const { line, history, historySize } = self;
    if (line.trim() === "" || historySize === 0) return line;
    if (history.length === 0 || history[0] !== line) {
      if (self.removeHistoryDuplicates && history.includes(line)) history.splice(history.indexOf(line), 1);
      history.unshift(line);
      if (history.length > historySize) history.pop();
    }
    this.#index = -1;
    const first = history[0];
    self.emit("history", history);
    return first;
  }
  /** `step`: 1 to what is older, -1 to what is newer. */
  #recall(step: number): void {
    const self = this.#self;
    const { history } = self;
    if (step > 0 ? this.#index >= history.length || history.length === 0 : this.#index < 0) return;
    this.#remember();
    const search = this.#search ?? "";
    let index = this.#index + step;
    while (index >= 0 && index < history.length && (!history[index].startsWith(search) || self.line === history[index])) index += step;
    self.line = index < 0 || index >= history.length ? search : history[index];
    this.#index = index;
    self.cursor = self.line.length;
    this.refresh();
  }

  #complete(isAgain: boolean): void {
    const self = this.#self;
    self.pause();
    this.#told.complete(self.line.slice(0, self.cursor), (error, value) => {
      self.resume();
      if (error) this.#write(`Tab completion error: ${inspect(error)}`);
      else this.#completed(isAgain, value);
    });
  }
  #completed(isAgain: boolean, [completions, on]: [string[], string]): void {
    const self = this.#self;
    if (!completions || completions.length === 0) return;
    const prefix = common(completions.filter((it) => it !== ""));
    if (prefix.startsWith(on) && prefix.length > on.length) return this.#insert(prefix.slice(on.length));
    if (!on.startsWith(prefix)) {
      self.line = self.line.slice(0, self.cursor - on.length) + prefix + self.line.slice(self.cursor);
      self.cursor += prefix.length - on.length;
      return this.refresh();
    }
    if (!isAgain) return;
    this.#remember();
    let widest = 0;
    for (const it of completions) widest = Math.max(widest, widthOf(it));
    let most = Math.floor(self.columns / (widest + 2)) || 1;
    if (most === Infinity) most = 1;
    let text = "\r\n",
      at = 0,
      gap = 0;
    for (const it of completions) {
      if (it === "" || at === most) {
        text += "\r\n";
        at = 0;
        gap = 0;
      } else text += " ".repeat(gap);
      if (it === "") text += "\r\n";
      else {
        text += it;
        gap = widest + 2 - widthOf(it);
        at++;
      }
    }
    if (at !== 0) text += "\r\n\r\n";
    this.#write(text);
    this.refresh();
  }

  key(text: any, key: any = undefined): void {
    const before = this.#before;
    key ??= {};
    this.#before = key;
    const isArrow = (key.name === "up" || key.name === "down") && !key.ctrl && !key.meta && !key.shift;
    if (isArrow) this.#search ??= this.#self.line.slice(0, this.#self.cursor);
    else if (this.#search !== null) {
      this.#search = null;
      if (this.#self.history.length === this.#index) this.#index = -1;
    }
    if (key.sequence === "\x1f") return this.#back(this.#undo, this.#redo);
    if (key.sequence === "\x1e") return this.#back(this.#redo, this.#undo);
    if (key.name === "escape") return;
    if (key.ctrl && key.shift) {
      if (key.name === "backspace") this.#cut(0, this.#self.cursor, true);
      else if (key.name === "delete") this.#cut(this.#self.cursor, this.#self.line.length, true);
    } else if (key.ctrl) this.#control(key.name);
    else if (key.meta) this.#meta(key.name);
    else this.#plain(text, key, before);
  }
  #back(from: [string, number][], to: [string, number][]): void {
    const entry = from.pop();
    if (entry === undefined) return;
    const self = this.#self;
    to.push([self.line, self.cursor]);
    [self.line, self.cursor] = entry;
    this.refresh();
  }
  #control(name: string): void {
    const self = this.#self;
    const { line, cursor } = self;
    switch (name) {
      case "c":
        if (self.listenerCount("SIGINT") > 0) self.emit("SIGINT");
        else self.close();
        break;
      case "h":
        return this.#left();
      case "d":
        if (cursor === 0 && line.length === 0) self.close();
        else if (cursor < line.length) this.#cut(cursor, cursor + lengthAt(line, cursor));
        break;
      case "u":
        return this.#cut(0, cursor, true);
      case "k":
        return this.#cut(cursor, line.length, true);
      case "a":
        return this.#move(-Infinity);
      case "e":
        return this.#move(Infinity);
      case "b":
        return this.#move(-lengthLeft(line, cursor));
      case "f":
        return this.#move(lengthAt(line, cursor));
      case "l":
        cursorTo(self.output, 0, 0);
        clearScreenDown(self.output);
        return this.refresh();
      case "n":
        return this.#recall(-1);
      case "p":
        return this.#recall(1);
      case "y":
        if (this.#killed.length > 0) this.#insert(this.#killed[0]);
        break;
      case "w":
      case "backspace":
        if (cursor > 0) this.#cut(cursor - this.#wordLeft(), cursor);
        break;
      case "delete":
        if (cursor < line.length) this.#cut(cursor, cursor + this.#wordRight());
        break;
      case "left":
        if (cursor > 0) this.#move(-this.#wordLeft());
        break;
      case "right":
        if (cursor < line.length) this.#move(this.#wordRight());
        break;
    }
  }
  #meta(name: string): void {
    const { line, cursor } = this.#self;
    if (name === "b" && cursor > 0) this.#move(-this.#wordLeft());
    else if (name === "f" && cursor < line.length) this.#move(this.#wordRight());
    else if ((name === "d" || name === "delete") && cursor < line.length) this.#cut(cursor, cursor + this.#wordRight());
    else if (name === "backspace" && cursor > 0) this.#cut(cursor - this.#wordLeft(), cursor);
  }
  #left(): void {
    const { line, cursor } = this.#self;
    if (cursor > 0 && line.length > 0) this.#cut(cursor - lengthLeft(line, cursor), cursor);
  }
  #plain(text: any, key: any, before: any): void {
    const self = this.#self;
    const { line, cursor } = self;
    if (this.#returnedAt > 0 && key.name !== "enter") this.#returnedAt = 0;
    switch (key.name) {
      case "return":
        this.#returnedAt = Date.now();
        return this.#enter();
      case "enter":
        if (this.#returnedAt === 0 || Date.now() - this.#returnedAt > self.crlfDelay) this.#enter();
        this.#returnedAt = 0;
        return;
      case "backspace":
        return this.#left();
      case "delete":
        if (cursor < line.length) this.#cut(cursor, cursor + lengthAt(line, cursor));
        return;
      case "left":
        return this.#move(-lengthLeft(line, cursor));
      case "right":
        return this.#move(lengthAt(line, cursor));
      case "home":
        return this.#move(-Infinity);
      case "end":
        return this.#move(Infinity);
      case "up":
        return this.#recall(1);
      case "down":
        return this.#recall(-1);
      case "tab":
        if (typeof self.completer === "function" && self.isCompletionEnabled)
          return this.#complete(before !== null && before.name === "tab");
    }
    if (typeof text !== "string" || text === "") return;
    // What is pasted, or written by the program, may have several lines.
    let rest = text;
    for (let end = END_OF_LINE.exec(rest); end !== null; end = END_OF_LINE.exec(rest)) {
      if (end.index > 0) this.#insert(rest.slice(0, end.index));
      this.#enter();
      rest = rest.slice(end.index + end[0].length);
    }
    if (rest !== "") this.#insert(rest);
  }
}
