// The pipes of a process: sockets of the I/O thread, as streams.
import { callError } from "internal:errno";
import { Resource } from "internal:io";
import { Buffer } from "node:buffer";
import { Duplex, Readable, Writable } from "node:stream";

const net = host.native("net");

const { setImmediate: soon } = host.timerFunctions;
const fail = (value: any, syscall: string) => callError(value, syscall);

/** What a process says. */
export class Output extends (Readable as any) {
  #resource: Resource;
  #isAsked = false;
  /** How often it was told something; -1: it has ended. */
  declare heard: number;
  constructor() {
    super();
    Object.defineProperty(this, "heard", { __proto__: null, value: 0, writable: true } as any);
    this.#resource = new Resource("child", "output of a process", (event, value) => this.#told(event, value));
  }
  get number(): number {
    return this.#resource.id;
  }
  #told(event: string, value: any) {
    this.heard = event === "data" ? this.heard + 1 : -1;
    if (event === "data") {
      this.#isAsked = false;
      // What comes next may be the end, which is to be heard before the end of the process.
      if ((this as any).readableLength + value.length < (this as any).readableHighWaterMark) this._read();
      (this as any).push(Buffer.from(value.buffer));
    } else if (event === "end") (this as any).push(null);
    else if (event === "failed") {
      // A process that is killed may leave its end in pieces.
      if (value.errno === 104) (this as any).push(null);
      else (this as any).destroy(fail(value, "read"));
    }
  }
  _read() {
    if (this.#resource.id === 0 || this.#isAsked) return;
    this.#isAsked = true;
    net.read(this.#resource.id);
  }
  _destroy(error: any, callback: any) {
    this.#resource.close();
    // A handle of the system closes at the end of a round of the loop.
    soon(() => callback(error));
  }
  ref() {
    this.#resource.ref();
    return this;
  }
  unref() {
    this.#resource.unref();
    return this;
  }
}

/** What a process is told. */
export class Input extends (Writable as any) {
  #resource: Resource;
  #done: ((error?: any) => void) | null = null;
  constructor() {
    super();
    this.#resource = new Resource("child", "input of a process", (event, value) => this.#told(event, value));
    // It is the process that keeps the program alive, and not that it could be told more.
    this.#resource.unref();
  }
  get number(): number {
    return this.#resource.id;
  }
  #told(event: string, value: any) {
    const failed = event === "failed" ? value : typeof value?.errno === "number" ? value : null;
    const done = this.#done;
    this.#done = null;
    if (failed !== null) {
      const error = fail(failed, event === "shut" ? "shutdown" : "write");
      if (event === "shut") done?.();
      else if (done !== null) done(error);
      else (this as any).destroy(error);
    } else if (event === "sent" || event === "shut") done?.();
  }
  _write(chunk: any, encoding: any, callback: any) {
    if (this.#resource.id === 0) return;
    // What there is room for is written at once.
    if (net.write(this.#resource.id, typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk))
      return callback();
    this.#done = callback;
  }
  _final(callback: any) {
    if (this.#resource.id === 0) return;
    this.#done = callback;
    net.shut(this.#resource.id);
  }
  _destroy(error: any, callback: any) {
    this.#resource.close();
    // A handle of the system closes at the end of a round of the loop.
    soon(() => callback(error));
  }
  ref() {
    this.#resource.ref();
    return this;
  }
  unref() {
    this.#resource.unref();
    return this;
  }
}

/** A descriptor behind the first three, which goes both ways. */
export class Both extends (Duplex as any) {
  #resource: Resource;
  #isAsked = false;
  #done: ((error?: any) => void) | null = null;
  constructor() {
    super({ allowHalfOpen: false });
    this.#resource = new Resource("child", "descriptor of a process", (event, value) => this.#told(event, value));
  }
  get number(): number {
    return this.#resource.id;
  }
  #told(event: string, value: any) {
    if (event === "data") {
      this.#isAsked = false;
      (this as any).push(Buffer.from(value.buffer));
    } else if (event === "end" || (event === "failed" && value.errno === 104)) (this as any).push(null);
    else if (event === "failed") (this as any).destroy(fail(value, "read"));
    else {
      const done = this.#done;
      this.#done = null;
      done?.(event === "sent" && value !== undefined ? fail(value, "write") : undefined);
    }
  }
  _read() {
    if (this.#resource.id === 0 || this.#isAsked) return;
    this.#isAsked = true;
    net.read(this.#resource.id);
  }
  _write(chunk: any, encoding: any, callback: any) {
    if (this.#resource.id === 0) return;
    if (net.write(this.#resource.id, typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk)) callback();
    else this.#done = callback;
  }
  _final(callback: any) {
    if (this.#resource.id === 0) return;
    if (net.shut(this.#resource.id)) callback();
    else this.#done = callback;
  }
  _destroy(error: any, callback: any) {
    this.#resource.close();
    soon(() => callback(error));
  }
  ref() {
    this.#resource.ref();
    return this;
  }
  unref() {
    this.#resource.unref();
    return this;
  }
}
