// File: a blob with a name and a time.
const log = console.log;
const file = new File(["some ", "text"], "notes.txt", { type: "text/plain", lastModified: 1234.9 });
log(file, file.name, file.lastModified, file.size, file.type, await file.text());
log(file instanceof Blob, String(file), Object.keys(File.prototype), File.length);
log(file.slice(5), file.slice(5) instanceof File, await file.slice(5).text());
log(
  new File([], 5).name,
  new File([], "a/b").name,
  new File([], "\ud800").name,
  new File([], undefined).name,
);
log(
  new File([], "x", { lastModified: "7" }).lastModified,
  new File([], "x", { lastModified: null }).lastModified,
);
log(
  Math.abs(new File([], "now").lastModified - Date.now()) < 1000,
  new File([], "x", { lastModified: -5 }).lastModified,
);
for (const args of [[], [[]], ["text", "name"], [[], "name", 5]]) {
  try {
    log(new File(...args));
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
try {
  Reflect.get(File.prototype, "name", {});
} catch (error) {
  log(error.name);
}
log([file], { deep: { deeper: { file } } });
