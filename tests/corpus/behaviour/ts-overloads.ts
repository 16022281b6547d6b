function parse(text: string): number;
function parse(text: string, all: true): number[];
function parse(text: string, all = false): number | number[] {
  const numbers = text.split(",").map(Number);
  return all ? numbers : numbers[0]!;
}
class Reader {
  read(): string;
  read(n: number): string[];
  read(n?: number) { return n === undefined ? "one" : Array<string>(n).fill("many"); }
}
interface Callable { (x: number): string; label: string }
const call = Object.assign((x: number) => "n" + x, { label: "l" }) as Callable;
console.log(parse("4,5"), parse("4,5", true).join("+"), new Reader().read(), new Reader().read(2).length, call(1) + call.label);
