class Base { set value(v: number) { console.log("setter", v); } get value() { return -1; } }
class Sub extends Base {
  // @ts-ignore
  value = 5;
  empty: string;
}
const s = new Sub();
console.log(s.value, Object.keys(s).join());
