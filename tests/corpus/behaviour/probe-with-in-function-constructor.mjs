console.log(new Function("o", "with (o) { return x; }")({ x: "in with" }));
