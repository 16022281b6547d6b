// Built-ins, directives and tables as Node writes them.
(function(){console.log(arguments)})(1,2);
console.log(Object.create(Object.create(null)), Object.create(Object.create(null,{x:{value:1,enumerable:true}})));
console.log(/a/.exec('ba'), 'x-y'.match(/(?<l>\w)-(?<r>\w)/));
console.table([{a:1,b:{c:1}},{a:'x',b:[1,2,3,4]}]); console.table([[1,2],[3,4]]); console.table(new Map([['a',1]])); console.table(new Set([1])); console.table([1,'a']);console.table(5);console.table([{a:1,b:2}],['b']);
console.log(Promise.reject(new Error('x')).catch(()=>{}), Promise.resolve([1]));
console.log(async()=>{}, function*a(){}, async function*b(){}, class A{}, class extends Array{}, class B extends Array{static x=1}, Object.assign(()=>{}, {p:1}));
console.log([1.5,,3], [undefined,null], [,'a'], new Array(3), [1,,2,,,3]);
console.log(new Number(3), new String('abc'), Object(Symbol('q')), Object(1n), new Boolean(false), Object.assign(new String('ab'),{x:1}));
console.log(new (class Foo extends Map{})([[1,2]]), new (class Bar extends Array{})(3), new (class Q extends Promise{})(()=>{}), new (class U extends Uint8Array{})(2), new (class S extends Set{}), new (class D extends Date{})(0), new (class R extends RegExp{})('x'));
console.log({'$a':1, _b:2, 'c-d':3, 4:5, [Symbol('s')]:6, [Symbol()]:7, __proto__x:1, ['__proto__']:2, get g(){return 1}, set s(v){}, get gs(){return 1}, set gs(v){}});
console.log(['a\nb', "it's", `"it's"`, '\x0b\x1b\x7f\x85', '\ud800', '`"\'', '\u2028']);
console.log({s:'x'.repeat(100), m:'line one is here for sure yes\nline two is here as well, and longer than before, yes yes yes\n'});
console.log(true, [new Date(0), new Date(NaN)], {d:new Date(0)});
console.log(-0, [-0], 1e21, 123456789012345678901234567890n, [1n]);
console.log([['a',1],['b',2]].map(x=>x), Object.fromEntries([['k',new Map([['x',{y:{z:1}}]])]]));
console.log("%d %i %x %s", "0x10", 3.7, "q"); console.log("%d", new Date(5), "%f"); console.log("%i %f %d", 42n, "1.5x", null);
console.log("%s %%", "a"); console.log("%% %s", "b"); console.log("%s", [1, [2, [3]]]); console.log("%c styled", "color:red"); console.log("%d%%", 50);
console.log(new DataView(new ArrayBuffer(2)), new SharedArrayBuffer(1), new WeakSet());
