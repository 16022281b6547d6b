// The report of `node:test` as one sign for each test.
import { paint } from "internal:test/spec";

const MOST_IN_LINE = 20;

export class Dot {
  #print: (text: string) => void;
  #flush: () => void;
  #count = 0;
  constructor(print: (text: string) => void, flush: () => void) {
    this.#print = print;
    this.#flush = flush;
  }
  start(): void {}
  plan(): void {}
  diagnostic(): void {}
  result(it: any): void {
    this.#print(it.error === null && it.passed ? "." : paint("red", "X"));
    if (++this.#count % MOST_IN_LINE === 0) this.#print("\n");
  }
  end(): void {
    this.#print("\n");
    this.#flush();
  }
}
