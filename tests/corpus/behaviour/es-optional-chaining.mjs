const o = { a: { b() { return this === o.a; }, n: null }, f: undefined, list: [1] };
let touched = 0;
const touch = () => ++touched;
console.log(o?.a?.b(), o.x?.y.z.w(), o.f?.(touch()), o.n?.[touch()], touched, o.list?.[0]);
console.log((o.a?.b)(), delete o?.a?.missing, delete o.zip?.zap, o.a.n?.length ?? "none", o?.["a"]?.["b"]?.name);
