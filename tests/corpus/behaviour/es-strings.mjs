const s = "a😀b";
console.log(s.length, [...s].length, s.codePointAt(1), s.at(-1), "abc".padStart(5, "12"), "abc".padEnd(4) + "|", "a-b-c".replaceAll("-", "+"), " x ".trim().length, "é".normalize("NFD").length, "İ".toLowerCase().length, "ß".toUpperCase());
console.log("abc".localeCompare("abd"), "x".repeat(3), "abcde".slice(-3, -1), "abcde".substring(3, 1), "a,b,,c".split(",", 3).join("|"), "abc".includes("bc", 2), "\ud83d".isWellFormed?.() ?? false, "tést".lastIndexOf("t"));
