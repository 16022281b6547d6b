class Stack extends Array { top() { return this[this.length - 1]; } static get [Symbol.species]() { return Array; } }
const s = Stack.from([1, 2, 3]);
console.log(s.top(), s instanceof Stack, s.map((x) => x) instanceof Stack, s.length, Array.prototype.map.call("ab", (c) => c + c).join(), Array.from({ 0: "x", length: 2 }).length, Array.isArray(s));
