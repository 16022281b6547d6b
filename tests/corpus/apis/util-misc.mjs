import util from "node:util";
console.log(util.isArray([]), util.stripVTControlCharacters("\u001b[31mred\u001b[39m x"), util.toUSVString("a\ud800b"));
console.log(JSON.stringify(util.styleText("red", "x")), JSON.stringify(util.styleText(["bold", "underline"], "y")));
try { util.styleText("nope", "x"); } catch (e) { console.log(e.code, e.message.slice(0, 60)); }
const old = util.deprecate(function old(a, b) { return [this.x, a, b]; }, "old is old", "DEP_X");
console.log(old.call({ x: 1 }, 2, 3), old.name, old.length, old.call({ x: 4 }));
console.log(util.inspect.colors.red, util.inspect.styles.number, Object.keys(util.inspect.defaultOptions).join());
const log = util.debuglog("nothing"); log("not shown"); console.log(log.enabled);
function A() {} function B() {} util.inherits(A, B);
console.log(A.super_ === B, new A() instanceof B, Object.getOwnPropertyDescriptor(A, "super_").enumerable);
for (const args of [[null, B], [A, null], [A, {}]]) try { util.inherits(...args); } catch (e) { console.log(e.code, e.message); }
console.log(new util.TextEncoder().encode("é"), new util.TextDecoder().decode(new Uint8Array([0xc3, 0xa9])));
console.log(util.getSystemErrorName(-2), util._extend({ a: 1 }, { b: 2 }));
await util.aborted(AbortSignal.abort(), {}).then(() => console.log("aborted"));
