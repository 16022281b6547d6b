const \u0061b = "escaped", ünï = "ünï", o = { "\u{1F600}": 1, π: 2 };
console.log(ab, ünï, Object.keys(o).join(), "a\
b");
