function open(path) {
  return new Promise((resolve) => {
    if (!path) throw new Error("no path");
    resolve(path);
  });
}
open("");
