import * as first from "./first.mjs";
const attempt = (f) => {
  try {
    return String(f());
  } catch (e) {
    return e.name;
  }
};
export const report = [
  attempt(() => first.x),
  attempt(() => typeof first.f),
  attempt(() => first.f()),
  attempt(() => Object.keys(first)),
  attempt(() => "x" in first),
  attempt(() => JSON.stringify(first)),
].join(" | ");
