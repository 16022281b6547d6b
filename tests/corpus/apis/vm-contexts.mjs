// Realms of their own: an object's properties are a script's globals, both ways.
import vm from "node:vm";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code);
  }
};
const object = vm.createContext({ x: 2, log: [] });
show(() => vm.isContext(object));
show(() => vm.isContext({}));
show(() => vm.isContext(5));
show(() => vm.createContext(object) === object);
show(() => vm.runInContext("x *= 4; var y = x + 1; y", object));
show(() => object);
show(() => vm.runInContext("const k = 7; function f() { return k + x } f()", object));
show(() => object.f());
show(() => "k" in object);
show(() => vm.runInContext("k", object));
object.x = 100;
show(() => object.f());
show(() => vm.runInContext("f()", object));
show(() => vm.runInContext("z = 3; this.w = 4; globalThis.v = 5; [z, w, v].join()", object));
show(() => Object.keys(object).join());
object.later = 1;
show(() => vm.runInContext("later += 1; log.push(later); log.length", object));
show(() => object.log);
show(() => vm.runInContext("delete x; typeof x", object));
show(() => "x" in object);
show(() => vm.runInContext("for (var i = 0; i < 3; i++); i", object));
show(() => object.i);
show(() => vm.runInContext("class Point { constructor(x) { this.x = x } }; new Point(3).x", object));
show(() => vm.runInContext("new Point(4).constructor.name", object));

// Nothing of the program is there that was not given.
show(() => vm.runInNewContext("typeof process + typeof require + typeof fetch + typeof setTimeout + typeof Buffer"));
show(() => vm.runInNewContext("typeof Array + typeof Map + typeof Promise + typeof JSON"));
show(() => vm.runInNewContext("a + b", { a: 1, b: 2 }));
show(() => vm.runInNewContext("typeof missing"));
show(() => vm.runInNewContext("missing"));
show(() => vm.runInNewContext("'use strict'; undeclared = 1"));
show(() => vm.runInNewContext("undeclared = 1; undeclared"));
show(() => vm.runInNewContext("JSON.stringify({ a })", { a: { b: 1 } }));
show(() => vm.runInNewContext("say(1 + 1)", { say: (value) => `said ${value}` }));

// Its built-ins are others.
show(() => vm.runInNewContext("[1, 2]") instanceof Array);
show(() => Array.isArray(vm.runInNewContext("[1, 2]")));
show(() => vm.runInNewContext("Array === given", { given: Array }));
show(() => vm.runInNewContext("given instanceof Array", { given: [] }));
show(() => vm.runInNewContext("({ a: [1, { b: 2 }] })"));
show(() => vm.runInNewContext("new Map([[1, new Set([2])]])"));
show(() => vm.runInNewContext("[/a/g, new Date(0), (function named() {}), 10n]"));
try {
  vm.runInNewContext("throw new TypeError('from there')");
} catch (error) {
  console.log(error instanceof TypeError, error.name, error.message);
}
show(() => vm.runInNewContext("Array.prototype.mine = 1; [].mine"));
show(() => [].mine);
console.log(await vm.runInNewContext("Promise.resolve(5).then((value) => value * 2)"));
console.log(await vm.runInNewContext("(async () => { await null; return given })()", { given: "after a tick" }));

// One script in several.
const script = new vm.Script("count = (typeof count === 'undefined' ? 0 : count) + 1");
const [one, two] = [vm.createContext({ count: 1 }), vm.createContext({ count: 10 })];
show(() => [script.runInContext(one), script.runInContext(one), script.runInContext(two), script.runInNewContext()]);
show(() => [one.count, two.count]);
show(() => vm.compileFunction("return count", [], { parsingContext: one })());
show(() => vm.runInContext("for (;;);", one, { timeout: 20 }));
show(() => vm.runInContext("count", one));
show(() => vm.runInContext("own", vm.createContext(Object.create({ own: "inherited" }))));
show(() => vm.runInContext("a = 2; a", vm.createContext(Object.freeze({ a: 1 }))));
let reads = 0;
const lazy = vm.createContext({
  get lazy() {
    return ++reads;
  },
});
show(() => vm.runInContext("lazy + lazy", lazy));
show(() => reads);

for (const wrong of [
  () => vm.runInContext("1", {}),
  () => vm.runInNewContext("1", 5),
  () => vm.createContext(1),
  () => vm.createContext({}, { name: 5 }),
  () => vm.createContext({}, { origin: 5 }),
  () => script.runInContext(5),
  () => vm.compileFunction("", [], { parsingContext: {} }),
  () => vm.runInContext("(", one),
])
  show(wrong);
