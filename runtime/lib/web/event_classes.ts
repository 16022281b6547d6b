// Events that carry something: CloseEvent, ErrorEvent, PromiseRejectionEvent.
import { asInterface } from "internal:interface";
import { coded } from "internal:errors";
import { Event } from "web:events";

/** What the standards' constructors say when they are called with nothing. */
function needsType(name: string, given: number): void {
  if (given === 0) throw coded(TypeError, "ERR_MISSING_ARGS", `${name} constructor: 1 argument required, but 0 found.`);
}

export class CloseEvent extends Event {
  #wasClean: boolean;
  #code: number;
  #reason: string;
  constructor(type: string, init: any = undefined) {
    needsType("CloseEvent", arguments.length);
    super(type, init);
    this.#wasClean = !!init?.wasClean;
    this.#code = (Number(init?.code ?? 0) & 0xffff) >>> 0;
    this.#reason = `${init?.reason ?? ""}`;
  }
  get wasClean(): boolean {
    return this.#wasClean;
  }
  get code(): number {
    return this.#code;
  }
  get reason(): string {
    return this.#reason;
  }
}

export class ErrorEvent extends Event {
  #message: string;
  #filename: string;
  #lineno: number;
  #colno: number;
  #error: unknown;
  constructor(type: string, init: any = undefined) {
    needsType("ErrorEvent", arguments.length);
    super(type, init);
    this.#message = `${init?.message ?? ""}`;
    this.#filename = `${init?.filename ?? ""}`;
    this.#lineno = Number(init?.lineno ?? 0) >>> 0;
    this.#colno = Number(init?.colno ?? 0) >>> 0;
    this.#error = init?.error;
  }
  get message(): string {
    return this.#message;
  }
  get filename(): string {
    return this.#filename;
  }
  get lineno(): number {
    return this.#lineno;
  }
  get colno(): number {
    return this.#colno;
  }
  get error(): unknown {
    return this.#error;
  }
}

export class PromiseRejectionEvent extends Event {
  #promise: unknown;
  #reason: unknown;
  constructor(type: string, init: any) {
    if (arguments.length < 2 || init === null || typeof init !== "object" || !("promise" in init))
      throw coded(TypeError, "ERR_MISSING_ARGS", "PromiseRejectionEvent constructor: a type and a promise are required.");
    super(type, init);
    this.#promise = init.promise;
    this.#reason = init.reason;
  }
  get promise(): unknown {
    return this.#promise;
  }
  get reason(): unknown {
    return this.#reason;
  }
}

asInterface(CloseEvent, "CloseEvent", ["wasClean", "code", "reason"]);
asInterface(ErrorEvent, "ErrorEvent", ["message", "filename", "lineno", "colno", "error"]);
asInterface(PromiseRejectionEvent, "PromiseRejectionEvent", ["promise", "reason"]);
