const f = ({ a = 1 } = {}, [b = 2] = []) => a + b, g = ([x]) => ({ x });
console.log(String(f()), JSON.stringify(g("xy")));
