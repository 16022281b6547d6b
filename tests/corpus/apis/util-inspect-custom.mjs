import { inspect, format } from "node:util";
class Money { constructor(n) { this.n = n; } [inspect.custom](depth, options, i) { return `Money<${this.n}> ${depth} ${typeof options.stylize} ${i === inspect}`; } }
console.log(inspect(new Money(3)), inspect({ m: new Money(4) }), inspect([new Money(5)], { depth: 0 }));
console.log(inspect(new Money(1), { customInspect: false }));
console.log(inspect({ [Symbol.for("nodejs.util.inspect.custom")]() { return { replaced: true }; } }));
console.log(inspect({ [inspect.custom]: 1 }), inspect.custom.toString());
console.log(inspect({ a: { [inspect.custom]: () => "two\nlines" } }));
console.log(format("%o|%s", 1, new Money(2)));
console.log(inspect({ [inspect.custom](d, { stylize }) { return stylize("x", "number") + stylize("y", "nothing"); } }, { colors: true }));
