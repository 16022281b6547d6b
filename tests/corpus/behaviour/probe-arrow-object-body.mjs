const f = () => ({ a: 1 }), g = () => ({}).toString(), h = () => { a: 1 };
console.log(JSON.stringify(f()), g(), String(h()));
