const a = 1; /* block
over lines */ const b = 2 // trailing
const re = /[/\]]+/.source, div = 8 / 2 / 2;
const asi = (() => { return
  1; })();
let i = 1
let j = i
++i
console.log(a + b, re, div, asi, i, j, (() => ({}))(), `//not a comment /* nor this */`.length, [1,2,3,].length, ((a, b,) => a + b)(1, 2,));
