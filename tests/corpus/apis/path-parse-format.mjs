import path, { posix, win32 } from "node:path";
for (const it of ["/home/user/file.txt", "./a/b", "file", "/", "", "a/b/", ".bashrc", "/a.b/c", "C:\\path\\dir\\f.txt", "c:f.x", "\\\\srv\\share\\d\\f.e", "C:\\", "..", "/foo/bar.tar.gz", "//a"]) {
  console.log(it, JSON.stringify(posix.parse(it)), JSON.stringify(win32.parse(it)));
}
for (const it of [{ dir: "/a", base: "b.c" }, { root: "/", name: "x", ext: ".y" }, { root: "/", dir: "/", base: "z" }, { name: "n", ext: "e" }, {}, { dir: "d" }, { base: "b", name: "n", ext: ".e" }]) {
  console.log(JSON.stringify(path.format(it)), JSON.stringify(win32.format(it)));
}
