import { posix, win32 } from "path";
for (const it of ["", ".", "..", "/", "//", "a/../..", "/a/../..", "a/b/../c/./d//e/", "./", "../", "a/.", "a/..", "///a//b", "C:\\a\\..\\b", "c:a\\..\\..", "\\\\server\\share\\x\\..", "\\\\server\\share", "C:/x/y", "x:/../..", "\\a\\..", "c:", "c:\\", "..\\..\\a"]) {
  console.log(JSON.stringify(it), JSON.stringify(posix.normalize(it)), JSON.stringify(win32.normalize(it)));
}
