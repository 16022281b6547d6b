try { typeof y; let y; } catch (error) { console.log(error.name); }
console.log(typeof undeclared);
