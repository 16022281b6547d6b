// Lines of a stream, questions and answers; on a terminal, edited.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { validateAbortSignal } from "internal:validate";
import { promisify } from "internal:promisify";
import events, { EventEmitter } from "node:events";
import { StringDecoder } from "node:string_decoder";
import { abortError } from "web:abort";

const kState = Symbol("state");
const closedError = () => coded(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");

export function Interface(this: any, input: any, output?: any, completer?: any, terminal?: any): any {
  if (!(this instanceof (Interface as any)))
    return new (Interface as any)(input, output, completer, terminal);
  Reflect.apply(EventEmitter as any, this, []);
  let options: any = {};
  if (input?.input) {
    options = input;
    ({ output, completer, terminal } = options);
    const { signal } = options;
    input = options.input;
    if (signal) {
      validateAbortSignal(signal, "options.signal");
      const abort = () => this.close();
      if (signal.aborted) host.nextTick(abort);
      else {
        signal.addEventListener("abort", abort, { once: true });
        this.once("close", () => signal.removeEventListener("abort", abort));
      }
    }
  }
  const { crlfDelay, prompt = "> ", historySize = 30, history = [], tabSize } = options;
  if (completer !== undefined && typeof completer !== "function")
    throw invalidArgValue("completer", completer);
  if (typeof historySize !== "number" || !(historySize >= 0)) throw rangeOf(historySize);
  this.line = "";
  this.input = input;
  this.output = output;
  this.completer = completer;
  this.terminal = !!(terminal ?? output?.isTTY);
  if (this.terminal) this.cursor = 0;
  this.history = this.terminal ? history : [];
  this.historySize = historySize;
  this.crlfDelay = crlfDelay ? Math.max(100, crlfDelay) : 100;
  this.escapeCodeTimeout = options.escapeCodeTimeout ?? 500;
  this.tabSize = tabSize ?? 8;
  this.closed = undefined;
  this.paused = false;
  this.isCompletionEnabled = true;
  this.removeHistoryDuplicates = !!options.removeHistoryDuplicates;
  if (this.terminal && historySize > 0 && !Array.isArray(history)) throw invalidArgType("history", "Array", history);
  const decoder: any = new (StringDecoder as any)("utf8");
  // What stands after the last line end; whether that was a CR, whose LF may follow.
  const state: any = { prompt, rest: "", endedByCr: false, question: null };
  Object.defineProperty(this, kState, { __proto__: null, value: state } as any);
  if (input === undefined || input === null || typeof input.on !== "function")
    throw new TypeError("input.on is not a function");
  // A terminal that edits by itself gives whole lines.
  if (this.terminal && !(input.isTTY && typeof input.setRawMode !== "function")) {
    edited(this, input, state);
    return undefined;
  }
  const onData = (chunk: any) => take(this, typeof chunk === "string" ? chunk : decoder.write(chunk));
  const onEnd = () => {
    const rest = state.rest + decoder.end();
    state.rest = "";
    if (rest !== "") this.emit("line", rest);
    this.close();
  };
  const onError = (error: any) => this.emit("error", error);
  state.stop = () => {
    input.removeListener("data", onData);
    input.removeListener("end", onEnd);
    input.removeListener("error", onError);
  };
  input.on("error", onError);
  input.on("data", onData);
  input.on("end", onEnd);
  input.resume();
  return undefined;
}
Object.setPrototypeOf(Interface.prototype, (EventEmitter as any).prototype);
Object.setPrototypeOf(Interface, EventEmitter);

/** Keys come one by one, and what they make is shown. */
function edited(self: any, input: any, state: any): void {
  const { Editor } = host.load("internal:readline_editor");
  self.line = "";
  self.cursor = 0;
  self.historyIndex = -1;
  const editor = new Editor(self, {
    line: (text: string) => tell(self, text),
    prompt: () => `${state.prompt}`,
    complete: (text: string, done: any) => self[kComplete](text, done),
  });
  state.editor = editor;
  const stopKeys = editor.listen(input);
  const onEnd = () => {
    if (self.line.length > 0) self.emit("line", self.line);
    self.close();
  };
  const onError = (error: any) => self.emit("error", error);
  state.stop = () => {
    stopKeys();
    input.removeListener("end", onEnd);
    input.removeListener("error", onError);
  };
  input.on("error", onError);
  input.on("end", onEnd);
  input.resume();
}

/** How a completer is asked: with a callback when it takes one. */
export const kComplete = Symbol("complete");

function rangeOf(value: any): Error {
  if (typeof value !== "number") return invalidArgType("historySize", "number", value);
  return coded(
    RangeError,
    "ERR_OUT_OF_RANGE",
    `The value of "historySize" is out of range. It must be >= 0. Received ${value}`,
  );
}

/** Lines end at LF, CR LF and CR. */
const LINE_END = /\r\n|\n|\r(?!\n)/g;

function take(self: any, text: string): void {
  const state = self[kState];
  if (state.endedByCr && text.length > 0) {
    state.endedByCr = false;
    if (text[0] === "\n") text = text.slice(1);
  }
  text = state.rest + text;
  state.rest = "";
  const lines = text.split(LINE_END);
  state.endedByCr = text.endsWith("\r");
  state.rest = lines.pop()!;
  for (let i = 0; i < lines.length; i++) tell(self, lines[i]);
}

function tell(self: any, line: string): void {
  const state = self[kState];
  const { question } = state;
  if (question === null) {
    self.emit("line", line);
    return;
  }
  state.question = null;
  self.setPrompt(state.earlierPrompt);
  question(line);
}

const proto: any = Interface.prototype;

proto.getPrompt = function getPrompt(this: any): string {
  return this[kState].prompt;
};
proto.setPrompt = function setPrompt(this: any, prompt: any): void {
  this[kState].prompt = prompt;
};
proto.prompt = function prompt(this: any, _preserveCursor?: boolean): void {
  if (this.paused) this.resume();
  const { editor } = this[kState];
  if (editor !== undefined) {
    if (!_preserveCursor) this.cursor = 0;
    editor.refresh();
  } else if (this.output !== null && this.output !== undefined) this.output.write(`${this[kState].prompt}`);
};
proto[kComplete] = function (this: any, text: string, done: any): void {
  if (this.completer.length === 2) this.completer(text, done);
  else done(null, this.completer(text));
};
proto.clearLine = function clearLine(this: any): void {
  this[kState].editor?.clear();
};
proto.question = function question(this: any, query: any, options: any, callback?: any): void {
  callback = typeof options === "function" ? options : callback;
  options = typeof options === "object" && options !== null ? options : {};
  const { signal } = options;
  if (signal) {
    validateAbortSignal(signal, "options.signal");
    if (signal.aborted) return;
    const abort = () => forget(this);
    signal.addEventListener("abort", abort, { once: true });
    if (typeof callback === "function") {
      const answered = callback;
      callback = (answer: string) => {
        signal.removeEventListener("abort", abort);
        return answered(answer);
      };
    }
  }
  if (typeof callback === "function") ask(this, query, callback);
};

export function ask(self: any, query: any, callback: (answer: string) => void): void {
  if (self.closed) throw closedError();
  const state = self[kState];
  if (state.question !== null) {
    self.prompt();
    return;
  }
  state.earlierPrompt = state.prompt;
  state.prompt = query;
  state.question = callback;
  self.prompt();
}

export function forget(self: any): void {
  const state = self[kState];
  if (state.question === null) return;
  state.question = null;
  state.prompt = state.earlierPrompt;
}

Object.defineProperty(proto.question, (promisify as any).custom, {
  __proto__: null,
  value: function question(this: any, query: any, options: any = {}) {
    const { signal } = options ?? {};
    if (signal?.aborted) return Promise.reject(abortError(signal));
    return new Promise((resolve, reject) => {
      let answered: any = resolve;
      if (signal) {
        const abort = () => reject(abortError(signal));
        signal.addEventListener("abort", abort, { once: true });
        answered = (answer: string) => {
          signal.removeEventListener("abort", abort);
          resolve(answer);
        };
      }
      this.question(query, options, answered);
    });
  },
} as any);

proto.write = function write(this: any, data: any, _key?: any): void {
  if (this.paused) this.resume();
  const { editor } = this[kState];
  if (editor !== undefined) return editor.key(data, _key);
  if (data === null || data === undefined) return;
  take(this, typeof data === "string" ? data : `${data}`);
};

proto.pause = function pause(this: any): any {
  if (this.paused) return this;
  this.input.pause();
  this.paused = true;
  this.emit("pause");
  return this;
};
proto.resume = function resume(this: any): any {
  if (!this.paused) return this;
  this.input.resume();
  this.paused = false;
  this.emit("resume");
  return this;
};
proto.close = function close(this: any): void {
  const state = this[kState];
  if (this.closed) return;
  if (!this.paused) this.pause();
  this.closed = true;
  state.stop();
  this.emit("close");
};
proto.getCursorPos = function getCursorPos(this: any) {
  const { editor } = this[kState];
  if (editor !== undefined) return editor.cursorPosition();
  const text = this[kState].prompt + this.line;
  const columns = this.output?.columns ?? Infinity;
  return {
    rows: Math.floor(text.length / columns) || 0,
    cols: columns === Infinity ? text.length : text.length % columns,
  };
};
Object.defineProperty(proto, "columns", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this.output?.columns ? this.output.columns : Infinity;
  },
} as any);

proto[Symbol.asyncIterator] = function (this: any) {
  const state = this[kState];
  state.lines ??= (events as any).on(this, "line", { close: ["close"] });
  const lines = state.lines;
  const self = this;
  const step = (result: any) => ({ value: result.done ? undefined : result.value[0], done: result.done });
  return {
    next: () => lines.next().then(step),
    return() {
      self.close();
      return lines.return().then(step);
    },
    throw: (error: any) => lines.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
const dispose = (Symbol as any).dispose;
if (dispose !== undefined)
  Object.defineProperty(proto, dispose, {
    __proto__: null,
    configurable: true,
    writable: true,
    value: proto.close,
  } as any);
