// FormData: entries in order, files, misuse.
const log = console.log;
const form = new FormData();
form.append("a", "1");
form.append("b", 2);
form.append("a", { toString: () => "object" });
form.append("blob", new Blob(["x"], { type: "t/x" }));
form.append("file", new File(["yy"], "y.txt", { lastModified: 5 }), "renamed.txt");
log(
  [...form.keys()],
  form.get("a"),
  form.getAll("a"),
  form.has("b"),
  form.has("c"),
  form.get("c"),
  form.getAll("c"),
);
const blob = form.get("blob");
log(blob instanceof File, blob.name, blob.type, await blob.text());
log(form.get("file").name, form.get("file").lastModified);
form.set("a", "only");
form.set("new", "last");
form.delete("blob");
log(
  [...form.keys()],
  [...form].filter(([name]) => name !== "file"),
);
const seen = [];
form.forEach(
  function (value, name, all) {
    seen.push([typeof value, name, all === form, this.tag]);
  },
  { tag: "t" },
);
log(seen);
const simple = new FormData();
simple.append("x", "1");
simple.append("y", "2");
simple.append("x", "3");
log(simple, [simple], String(simple), Object.prototype.toString.call(simple.entries()));
log(
  simple.entries().next(),
  simple[Symbol.iterator] === simple.entries,
  Object.keys(FormData.prototype).join(),
);
const iterator = simple.values();
simple.append("z", "added");
log([...iterator]);
const lone = new FormData();
lone.append("l\ud800", "a\r\nb\nc");
log([...lone]);
for (const attempt of [
  () => new FormData({}),
  () => form.append("one"),
  () => form.append("a", "text", "name.txt"),
  () => form.get(),
  () => form.set("a"),
  () => form.forEach(5),
  () => form.delete(),
  () => FormData.prototype.get.call({}, "a"),
]) {
  try {
    log(attempt());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
