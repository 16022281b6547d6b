// The text of a function is what stands in its file.
import path from 'node:path';
function foo(a,  b = {x: 1}) { // comment
  return a+b; /* c */ }
const arrow = async (x,y) =>   x  +  y, g = function* gen ( ) { yield 1 }, h = x=>x;
class A extends Object { #p = 1; static s = 'str'; constructor(q){ super(); this.q=q } get z(){ return this.#p } static async m ( ) { await 0 } *it() {} ['comp' + 1](){ return `t${1}` } }
const o = { meth( a ){ return a }, async am(){ }, get acc( ){ return 1 }, f: function(){ return path.join('a', "b") }, [Symbol.iterator]: function () { throw new Error("x") } };
for (const f of [foo, arrow, g, h, A, A.m, A.prototype.it, A.prototype.comp1, o.meth, o.am, o.f, o[Symbol.iterator], Math.max, foo.bind(null), Object.getOwnPropertyDescriptor(o, 'acc').get, Object.getOwnPropertyDescriptor(A.prototype, 'z').get, new Function('a', 'return a'), (() => {}), class {}, (function () { return new Promise((r, j) => { j('x') }) }), async function  af () { for await (const x of []) { if (x) throw x } }]) console.log(String(f));
console.log(foo.toString().length, `${arrow}`, foo + '', [1].map.toString()); console.log((() => { try { null.x } catch { } finally { } })); console.log(Function.prototype.toString.call(A.prototype.constructor).slice(0, 20)); try { Function.prototype.toString.call({}) } catch (e) { console.log(e.name, e.message) } console.log(eval('(' + foo + ')')(1, 2), Function.prototype.toString.name, Function.prototype + '');
