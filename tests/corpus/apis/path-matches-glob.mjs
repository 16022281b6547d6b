// Paths and the patterns that mean them.
import path from "node:path";
const cases = {
  "*.js": ["a.js", "a/b.js", ".js", ".a.js", "a.jsx", ""],
  "**/*.js": ["a.js", "a/b.js", "a/b/c.js", "/a.js", ".a/b.js", "a/.b.js"],
  "a/**": ["a", "a/", "a/b", "a/b/c", "ab", "a/.b"],
  "a/**/b": ["a/b", "a/x/b", "a/x/y/b", "ab", "a/xb"],
  "/a/?/c": ["/a/b/c", "/a/bb/c", "/a//c"],
  "[a-c]x": ["ax", "dx", "Ax"],
  "[!a-c]x": ["ax", "dx"],
  "[^a]": ["a", "b"],
  "a{b,c}d": ["abd", "acd", "add", "abcd"],
  "{1..3}": ["1", "2", "4"],
  "a{,x}": ["a", "ax", "axx"],
  "+(a|b)c": ["ac", "abac", "c"],
  "?(a)b": ["b", "ab", "aab"],
  "@(x|y)": ["x", "y", "xy"],
  "!(a|b)": ["a", "c", "ab"],
  "*(ab)": ["", "ab", "abab", "aba"],
  "a\\*b": ["a*b", "axb"],
  "a.b": ["a.b", "axb"],
  "*": ["x", "", ".x", "x/y"],
  "": ["", "x"],
  ".*": [".x", "x", "."],
  "a(b)": ["a(b)", "ab"],
  "x[": ["x[", "x"],
  "ünï*": ["ünïcode"],
};
for (const [pattern, paths] of Object.entries(cases)) {
  console.log(JSON.stringify(pattern), paths.map((it) => `${JSON.stringify(it)} ${path.posix.matchesGlob(it, pattern)}`).join(", "));
}
console.log(path.win32.matchesGlob("a\\b\\c.js", "a/**/*.js"), path.win32.matchesGlob("a/b.js", "a\\*.js"));
console.log(path.matchesGlob("/a/b", "/a/*"), path.matchesGlob.name, path.matchesGlob.length);
for (const wrong of [[5, "x"], ["x", 5], ["x"]]) {
  try {
    path.matchesGlob(...wrong);
  } catch (error) {
    console.log(error.name, error.code);
  }
}
