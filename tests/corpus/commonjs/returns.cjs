console.log("before");
if (module.id) return;
console.log("never");
