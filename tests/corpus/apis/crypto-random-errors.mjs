import * as c from "node:crypto";
const t = (f) => {
  try {
    f();
    console.log("fine");
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => c.randomBytes(-1));
t(() => c.randomBytes("5"));
t(() => c.randomBytes(NaN));
t(() => c.randomBytes(2 ** 31));
t(() => c.randomBytes(1, 5));
t(() => c.randomInt(0));
t(() => c.randomInt(5, 5));
t(() => c.randomInt(1.5));
t(() => c.randomInt("a", 5));
t(() => c.randomInt(0, 2 ** 48));
t(() => c.randomInt(2 ** 48));
t(() => c.randomFillSync("x"));
t(() => c.randomFillSync(Buffer.alloc(2), 3));
t(() => c.randomFillSync(Buffer.alloc(2), 0, 3));
t(() => c.randomFill(Buffer.alloc(2)));
t(() => c.randomUUID(5));
t(() => c.randomUUID({ disableEntropyCache: 1 }));
t(() => c.randomUUID({ disableEntropyCache: true }));
