// Classes: private members, static blocks, accessors, inheritance from built-ins, species and symbols.
class Temperature {
  static #count = 0;
  static scale = 'C';
  static { Temperature.units = ['C', 'F', 'K']; }
  #celsius;
  constructor(celsius) { this.#celsius = celsius; Temperature.#count++; }
  get fahrenheit() { return this.#celsius * 9 / 5 + 32; }
  set fahrenheit(value) { this.#celsius = (value - 32) * 5 / 9; }
  #secret() { return `secret ${this.#celsius}`; }
  reveal() { return this.#secret(); }
  static get count() { return Temperature.#count; }
  static isTemperature(value) { return #celsius in value; }
  [Symbol.toPrimitive](hint) { return hint === 'string' ? `${this.#celsius}C` : this.#celsius; }
}
const warm = new Temperature(25);
console.log(warm.fahrenheit, `${warm}`, warm + 1, warm * 2);
warm.fahrenheit = 212;
console.log(warm.reveal(), Temperature.count, Temperature.units, Temperature.isTemperature(warm), Temperature.isTemperature({}));
class Stack extends Array {
  peek() { return this[this.length - 1]; }
  static get [Symbol.species]() { return Array; }
}
const stack = Stack.from([1, 2, 3]);
stack.push(4);
console.log(stack, stack.peek(), stack.map((x) => x * 2) instanceof Stack, stack.length, Array.isArray(stack));
class HttpError extends Error {
  constructor(status, message, options) { super(message, options); this.status = status; }
  get name() { return `HttpError[${this.status}]`; }
}
const failure = new HttpError(404, 'no such page', { cause: new RangeError('inner') });
console.log(String(failure), failure.cause.message, failure instanceof Error, Object.keys(failure));
const mixin = (Base) => class extends Base { greet() { return `hi from ${super.toString()}`; } };
class Named { constructor(name) { this.name = name; } toString() { return this.name; } }
console.log(new (mixin(Named))('mixed').greet(), mixin(Named).name, (class {}).name === '');
console.log(Object.getOwnPropertyNames(Temperature.prototype), Object.getOwnPropertyNames(Temperature).sort());
class Counter { count = 0; increment = () => ++this.count; static create() { return new this(); } }
const { increment } = Counter.create();
console.log(increment(), increment());
console.log(warm, new Counter(), [new Named('a')], class A extends Named {});
