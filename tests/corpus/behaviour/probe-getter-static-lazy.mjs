let made = 0;
class A { static get once() { made++; Object.defineProperty(this, "once", { value: "v" }); return this.once; } }
console.log(A.once, A.once, made);
