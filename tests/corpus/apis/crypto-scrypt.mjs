import { scrypt, scryptSync } from "node:crypto";
console.log(
  scryptSync("password", "NaCl", 32, { N: 16, r: 8, p: 1 }).toString("hex"),
  scryptSync("", "", 16, { cost: 16, blockSize: 1, parallelization: 1 }).toString("hex"),
  scryptSync("a", "b", 0, { N: 2 }),
);
const t = (...a) => {
  try {
    scryptSync(...a);
    console.log("fine");
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t("p", "s", 4, { N: 3 });
t("p", "s", 4, { N: 1 });
t("p", "s", 4, { N: 16, cost: 16 });
t("p", "s", -1);
t("p", 5, 4);
t("p", "s", 4, { N: 2 ** 20 });
t("p", "s", 4, { N: 16, maxmem: 1 });
scrypt("p", "s", 8, { N: 16 }, (e, k) => {
  console.log(e, k);
  try {
    scrypt("p", "s", 8);
  } catch (e) {
    console.log(e.code);
  }
});
