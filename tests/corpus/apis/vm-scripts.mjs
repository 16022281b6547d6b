// Scripts in this realm: results, declarations, options, what is refused.
import vm from "node:vm";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error instanceof Error);
  }
};
show(() => vm.runInThisContext("1 + 1"));
show(() => vm.runInThisContext("var declaredHere = 5; declaredHere * 2"));
show(() => globalThis.declaredHere);
show(() => vm.runInThisContext("let kept = 1; kept"));
show(() => vm.runInThisContext("kept + 1"));
show(() => vm.runInThisContext("typeof require + typeof module"));
show(() => vm.runInThisContext("typeof localOfTheModule"));
const localOfTheModule = 1;
show(() => localOfTheModule);
show(() => vm.runInThisContext("if (true) { 'the last value' } else { 0 }"));
show(() => vm.runInThisContext("function twice(x) { return x * 2 } twice") === globalThis.twice);
show(() => vm.runInThisContext("[] instanceof Array") && vm.runInThisContext("[]") instanceof Array);
show(() => vm.runInThisContext("throw new RangeError('x')"));
show(() => vm.runInThisContext("throw 5"));
show(() => vm.runInThisContext("missing"));
show(() => vm.runInThisContext("let kept = 2"));
show(() => new vm.Script("let 1"));
show(() => new vm.Script("await 1"));
const script = new vm.Script("globalThis.counted = (globalThis.counted ?? 0) + 1", { filename: "counter.js" });
show(() => [script.runInThisContext(), script.runInThisContext(), globalThis.counted]);
show(() => script instanceof vm.Script && Object.keys(script));
show(() => vm.Script("1"));
show(() => new vm.Script(5).runInThisContext());
show(() => vm.runInThisContext("1", 5));
show(() => vm.runInThisContext("1", { filename: 5 }));
show(() => vm.runInThisContext("1", { timeout: -1 }));
show(() => vm.runInThisContext("1", { timeout: "5" }));
show(() => vm.runInThisContext("1", { lineOffset: 1.5 }));
show(() => vm.runInThisContext("1", { displayErrors: 1 }));
show(() => vm.runInThisContext("1", { timeout: 1000, displayErrors: false }));
show(() => vm.runInThisContext("for (;;);", { timeout: 20 }));
show(() => vm.runInThisContext("'still alive'"));
try {
  vm.runInThisContext("for (;;);", { timeout: 15 });
} catch (error) {
  console.log(error.message);
}
const add = vm.compileFunction("return a + b + (typeof localOfTheModule)", ["a", "b"]);
show(() => add(1, 2));
show(() => [typeof add, add.length]);
show(() => vm.compileFunction("return"));
show(() => vm.compileFunction("return found", [], { contextExtensions: [{ found: 9 }] })());
show(() => vm.compileFunction("return inner + outer", [], { contextExtensions: [{ outer: 1, inner: 1 }, { inner: 10 }] })());
show(() => vm.compileFunction("return 1 +"));
show(() => vm.compileFunction(5));
show(() => vm.compileFunction("", 5));
show(() => vm.compileFunction("", [5]));
show(() => vm.compileFunction("", [], { contextExtensions: 5 }));
show(() => vm.compileFunction("return arguments.length", ["a"])(1, 2, 3));
console.log(Object.keys(vm).sort().join(" "));
