const { createNamespace, getNamespace, destroyNamespace } = require("cls-hooked");
const { readFile } = require("node:fs");
const space = createNamespace("request");
const out = [];
let left = 2;
for (const id of [1, 2]) {
  space.run(() => {
    space.set("user", id);
    const say = (what) => out.push([id, what, space.get("user")]);
    setTimeout(() => {
      say("timeout");
      readFile(__filename, () => {
        say("file");
        process.nextTick(() => {
          say("tick");
          space.run(() => {
            space.set("inner", true);
            setImmediate(() => {
              out.push([id, "inner", space.get("user"), space.get("inner")]);
              if (--left === 0) finish();
            });
          });
          say("after inner");
        });
      });
    }, 1);
    Promise.resolve().then(() => say("then"));
  });
}
console.log("outside", space.get("user"), getNamespace("request") === space);
console.log(space.runAndReturn(() => { space.set("x", 1); return space.get("x"); }), space.bind(() => space.get("user"))());
function finish() {
  out.sort((a, b) => (`${a}` < `${b}` ? -1 : 1));
  console.log(out);
  destroyNamespace("request");
  console.log(getNamespace("request"));
}
