type A = { [key: string]: number; fixed: number } & Partial<Record<"x" | "y", number>>;
type Fn = new (...args: any[]) => object;
type Cond<T> = T extends [infer H, ...infer _] ? H : never;
type Template = `${"a" | "b"}-${number}`;
interface Named { readonly name: string; method?(this: Named, ...rest: number[]): void; get size(): number }
declare const external: unique symbol;
declare function nowhere(x: number): void;
declare module "ambient" { export const x: number; }
declare global { interface Window { y: number } }
let a: A = { fixed: 1, other: 2 }, t: Template = "a-1", c: Cond<[1, 2]> = 1;
function isText(x: unknown): x is string { return typeof x === "string"; }
function assertText(x: unknown): asserts x is string { if (!isText(x)) throw new TypeError("no"); }
function f(this: { n: number }, a?: number, ...rest: string[]): asserts a { console.log(this.n, a, rest.length); }
assertText(t);
f.call({ n: 1 }, 2, "x", "y");
for (const [k, v] of Object.entries(a) as Array<[string, number]>) console.log(k, v);
try { throw new Error("e"); } catch (e: unknown) { console.log((e as Error).message, c, f.length); }
label: for (;;) { break label; }
export type { A, Fn };
export {};
