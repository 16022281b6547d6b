const frozen = Object.freeze({ a: 1 });
console.log("go");
delete frozen.a;
