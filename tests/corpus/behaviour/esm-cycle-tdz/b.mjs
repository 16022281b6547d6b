import { a, Thing, loose } from "./a.mjs";
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return e.name;
  }
};
export const early = [attempt(() => a), attempt(() => new Thing()), attempt(() => loose), attempt(() => typeof a)].join();
export const late = () => a;
