// Separators that are doubled, devices and drives, and what is taken for a name.
import path from "node:path";
const { posix, win32 } = path;
for (const it of ["/a//b", "//a", "///a", "////", "a//b", "a//", "/a//", "/home/user/a dir//file.txt", "./a//b//c", "/"])
  console.log(posix.dirname(it), posix.basename(it), posix.parse(it).dir);
for (const it of ["C:\\a\\\\b", "C:\\\\a", "\\\\server\\share\\\\x", "a\\\\b", "C:a\\\\b", "\\\\a", "C:\\a\\b\\\\index", "C:\\", "C:", "\\\\?\\C:\\x"])
  console.log(win32.dirname(it), win32.basename(it), win32.parse(it).dir);
for (const it of ["\\\\.\\PHYSICALDRIVE0", "\\\\?\\PHYSICALDRIVE0", "//./a/b", "\\\\?\\C:\\x\\..\\y", "\\\\.\\foo", "\\\\.\\foo\\"])
  console.log(win32.normalize(it), win32.resolve("C:\\", it), win32.toNamespacedPath(it));
for (const it of ["test/../C:/Windows", "a/../C:", "./c:/x", "x:y/../z", "a\\..\\b:", "C:..\\x", "http://a/b", "a:b", "./a:/b", "..\\C:x"]) console.log(win32.normalize(it), win32.join(it, "z"));
