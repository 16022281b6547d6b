let it;
function* f() { try { it.next(); } catch (error) { yield error.name; } }
it = f();
console.log(it.next().value);
