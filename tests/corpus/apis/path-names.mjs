import { posix, win32 } from "node:path";
for (const it of ["", ".", "..", "/", "a", "a.b", ".a", ".a.b", "a.", "a..", "a.b.c", "/x/y.z", "/x/y.z/", "x/", "//a", "///a/b//", "C:\\x\\y.txt", "C:\\", "c:x", "\\\\s\\sh\\f.e", "a/b\\c.d", "..a", "...", "a.b/", "C:.", "C:a.js"]) {
  console.log(JSON.stringify(it), [posix.dirname(it), posix.basename(it), posix.extname(it), win32.dirname(it), win32.basename(it), win32.extname(it)].map((x) => JSON.stringify(x)).join(" "));
}
console.log(posix.basename("a.html", ".html"), posix.basename(".html", ".html"), posix.basename("a/b.txt/", ".txt"), posix.basename("aa", "a"), win32.basename("C:\\a.b", ".b"), posix.basename("file.js", "js"));
