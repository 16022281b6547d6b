import { createHash } from "node:crypto";
const a = createHash("sha256").update("one");
const b = a.copy();
console.log(a.update(" two").digest("hex"));
console.log(b.update(" three").copy().digest("hex"), b.digest("hex"));
for (const f of [() => a.update("x"), () => a.digest(), () => a.copy()])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
console.log(
  createHash("shake256", { outputLength: 7 }).update("z").digest("hex"),
  createHash("shake128", { outputLength: 0 }).digest("hex") === "",
);
try {
  createHash("sha256", { outputLength: 5 });
} catch (e) {
  console.log(e.code, e.message, e.reason);
}
console.log(createHash("sha256", { outputLength: 32 }).digest("hex").length);
