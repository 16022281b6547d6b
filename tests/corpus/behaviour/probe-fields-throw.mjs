class A { x = (() => { throw new Error("in a field"); })(); }
try { new A(); } catch (error) { console.log(error.message); }
