// A parser of arithmetic by recursive descent.
type Node = { op: string; left: Node; right: Node } | number;

class Parser {
  private at = 0;
  constructor(private readonly text: string) {}

  parse(): Node {
    let left = this.term();
    while (this.peek() === "+" || this.peek() === "-") {
      const op = this.next();
      left = { op, left, right: this.term() };
    }
    return left;
  }

  private term(): Node {
    let left = this.factor();
    while (this.peek() === "*" || this.peek() === "/") {
      const op = this.next();
      left = { op, left, right: this.factor() };
    }
    return left;
  }

  private factor(): Node {
    if (this.peek() === "(") {
      this.at++;
      const inner = this.parse();
      this.at++;
      return inner;
    }
    const begin = this.at;
    while (this.at < this.text.length && this.text[this.at]! >= "0" && this.text[this.at]! <= "9") this.at++;
    return Number(this.text.slice(begin, this.at));
  }

  private peek(): string | undefined {
    return this.text[this.at];
  }

  private next(): string {
    return this.text[this.at++]!;
  }
}

function evaluate(node: Node): number {
  if (typeof node === "number") return node;
  const left = evaluate(node.left), right = evaluate(node.right);
  switch (node.op) {
    case "+": return left + right;
    case "-": return left - right;
    case "*": return left * right;
    default: return left / right;
  }
}

let result = 0;
for (let i = 0; i < 350; i++) {
  result += evaluate(new Parser(`(1+${i})*3-(4*(5+6)-7)/2+8*(9-${i})`).parse());
}
console.log(result);
