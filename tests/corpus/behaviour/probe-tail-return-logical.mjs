const f = (x) => x && x.y || "none", g = (x) => x ?? "nullish";
console.log(f(null), f({ y: "y" }), g(0), g(undefined));
