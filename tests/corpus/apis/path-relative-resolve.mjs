import { posix, win32 } from "node:path";
for (const [a, b] of [["/a/b", "/a/c"], ["/a/b/c", "/a"], ["/a", "/a/b/c"], ["/", "/x"], ["/x", "/"], ["/a/b", "/a/b"], ["/foo/bar", "/foo/barbaz"], ["/a/b", "/c/d/e"], ["/a/b/", "/a/b/c/"]]) console.log(a, b, JSON.stringify(posix.relative(a, b)));
for (const [a, b] of [["C:\\a\\b", "C:\\a\\c"], ["C:\\a", "D:\\b"], ["c:\\A\\b", "C:\\a\\B\\c"], ["C:\\", "C:\\x"], ["\\\\s\\h\\a", "\\\\s\\h\\b"]]) console.log(a, b, JSON.stringify(win32.relative(a, b)));
console.log(posix.resolve("/a", "b", "../c"), posix.resolve("/a", "/b"), posix.resolve("/a/b/../../..", "x"), win32.resolve("C:\\a", "..\\b"), win32.resolve("C:\\a", "D:x"), win32.resolve("C:\\a", "\\b"));
console.log(posix.isAbsolute("/a"), posix.isAbsolute("a"), posix.isAbsolute(""), win32.isAbsolute("C:\\"), win32.isAbsolute("C:"), win32.isAbsolute("\\"), win32.isAbsolute("//s"));
console.log(posix.sep, posix.delimiter, win32.sep, win32.delimiter, posix.toNamespacedPath("/x"), win32.toNamespacedPath("C:\\x"), win32.toNamespacedPath("\\\\s\\h"));
console.log(posix.posix === posix, posix.win32 === win32, win32.posix === posix);
