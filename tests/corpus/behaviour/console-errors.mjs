// Errors as values: names, classes without a name of their own, causes, no stack.
const strip=(e)=>e; 
class ValidationError extends Error{constructor(m,f){super(m);this.field=f}}
class Named extends Error{name='Named'}
class HttpProblem extends Error{constructor(m,o){super(m,o);this.name=this.constructor.name;this.status=404}}
const show=(e)=>{ e.stack=e.stack.split('\n').filter(l=>!l.includes('    at')).join('\n'); console.log(e); };
show(new ValidationError('bad','f')); show(new Named('n')); show(new HttpProblem('nf',{cause:'c'}));
const e=new TypeError('t');e.code='E_X';show(e); console.log({err:Object.assign(new Error('in'),{stack:'Error: in\n    at foo (x.js:1:1)\n    at bar'})});
console.log([Object.assign(new RangeError('r'),{stack:undefined})]); const n=new Error('');n.stack='Error';console.log(n);
const ag=new AggregateError([1,2],'agg');show(ag); const ca=new Error('o',{cause:{a:1}});show(ca);
const w=new Error('multi\nline');show(w); const x=new Error('x');x.name='Custom';x.message='changed';show(x);
class Weird extends Error{} show(new Weird('w')); 
console.log(Object.assign(new Error('boom'),{stack:'Error: boom\n    at a (f.js:1:2)',details:{a:1}}));
console.log(`${new ValidationError('q','z')}`, String(new HttpProblem('a')), new Error('a',{cause:new Error('b')}).cause.message);
const dom=(()=>{try{null.x}catch(e){return e.constructor.name}})();console.log(dom);
