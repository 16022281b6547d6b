let error = "outer";
try { throw "inner"; } catch (error) { var kept = error; error = "changed"; }
console.log(`${error} ${kept}`);
