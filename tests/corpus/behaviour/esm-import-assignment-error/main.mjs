import { value } from "./lib.mjs";
const attempt = (code) => {
  try {
    code();
    return "fine";
  } catch (e) {
    return e.name;
  }
};
console.log(attempt(() => { value = 2; }), attempt(() => { value++; }), attempt(() => { [value] = [1]; }), value);
