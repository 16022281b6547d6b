import path from "node:path";
for (const parts of [["a", "b"], ["a", "..", "b"], ["/a", "../../b"], [""], [], ["a", "", "b"], ["./a", "./b/"], ["a//b", "c"], ["..", "..", "x"], ["/", "a"], ["a", "/b"], [".", ".."]]) {
  console.log(JSON.stringify(parts), path.posix.join(...parts), path.win32.join(...parts));
}
