import { timingSafeEqual } from "node:crypto";
const t = (a, b) => {
  try {
    console.log(timingSafeEqual(a, b));
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(Buffer.from("abc"), Buffer.from("abc"));
t(Buffer.from("abc"), Buffer.from("abd"));
t(Buffer.from("a"), Buffer.from("ab"));
t("a", Buffer.from("a"));
t(Buffer.from("a"), "a");
t(new Uint16Array([1, 2]), new Uint8Array([1, 0, 2, 0]));
t(new ArrayBuffer(2), new Uint8Array(2));
t(Buffer.alloc(0), Buffer.alloc(0));
