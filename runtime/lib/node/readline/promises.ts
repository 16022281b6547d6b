// Node's `readline/promises`.
import { invalidArgType } from "internal:errors";
import { validateAbortSignal, validateInteger } from "internal:validate";
import { clearLine, clearScreenDown, cursorTo, moveCursor } from "internal:readline_keys";
import { Interface as Base, ask, forget, kComplete } from "internal:readline";
import { abortError } from "web:abort";

export class Interface extends (Base as any) {
  constructor(input: any, output?: any, completer?: any, terminal?: any) {
    super(input, output, completer, terminal);
  }
  async [kComplete](text: string, done: any): Promise<void> {
    let value: any;
    try {
      value = await (this as any).completer(text);
    } catch (error) {
      return done(error);
    }
    done(null, value);
  }
  question(query: any, options: any = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const { signal } = options ?? {};
      if (signal) {
        validateAbortSignal(signal, "options.signal");
        if (signal.aborted) {
          reject(abortError(signal));
          return;
        }
      }
      const abort = () => {
        forget(this);
        reject(abortError(signal));
      };
      signal?.addEventListener("abort", abort, { once: true });
      ask(this, query, (answer) => {
        signal?.removeEventListener("abort", abort);
        resolve(answer);
      });
    });
  }
}

export function createInterface(input: any, output?: any, completer?: any, terminal?: any): any {
  return new Interface(input, output, completer, terminal);
}

/** Movements that are written together. */
export class Readline {
  #stream: any;
  #parts: ((stream: any) => void)[] = [];
  #commitsAlone: boolean;
  constructor(stream: any, options: any = undefined) {
    if (typeof stream?.write !== "function" || typeof stream.on !== "function")
      throw invalidArgType("stream", "Writable", stream);
    this.#stream = stream;
    this.#commitsAlone = !!options?.autoCommit;
  }
  #add(part: (stream: any) => void): this {
    if (this.#commitsAlone) host.nextTick(() => part(this.#stream));
    else this.#parts.push(part);
    return this;
  }
  cursorTo(x: any, y: any = undefined): this {
    validateInteger(x, "x");
    if (y !== undefined) validateInteger(y, "y");
    return this.#add((stream) => cursorTo(stream, x, y));
  }
  moveCursor(dx: any, dy: any): this {
    validateInteger(dx, "dx");
    validateInteger(dy, "dy");
    return this.#add((stream) => moveCursor(stream, dx, dy));
  }
  clearLine(direction: any): this {
    validateInteger(direction, "dir", -1, 1);
    return this.#add((stream) => clearLine(stream, direction));
  }
  clearScreenDown(): this {
    return this.#add((stream) => clearScreenDown(stream));
  }
  commit(): Promise<void> {
    return new Promise((resolve) => {
      let text = "";
      const collect = { write: (part: string) => (text += part) };
      for (const part of this.#parts.splice(0)) part(collect);
      this.#stream.write(text, () => resolve());
    });
  }
  rollback(): this {
    this.#parts = [];
    return this;
  }
}
