import { posix, win32 } from "node:path";
for (const f of ["normalize", "dirname", "basename", "extname", "isAbsolute", "toNamespacedPath"])
  for (const it of [
    "a\\b/c",
    "/a\\b",
    "C:/a\\b",
    "\\\\?\\C:\\x",
    "a:b",
    "//a/b/c",
    "./a\\..\\b",
    "x\\",
    "\\",
    "/\\",
    "c:/../x",
    "CON",
    "a b",
    "\u00fc/\u00e9",
    "\\\\.\\pipe\\x",
  ])
    console.log(f, it, JSON.stringify(posix[f](it)), JSON.stringify(win32[f](it)));
