const base = import.meta.rootFolder
  .replace("file://", "");
console.log(base);
