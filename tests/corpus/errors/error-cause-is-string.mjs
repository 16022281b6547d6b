throw new TypeError("bad input", { cause: "line 3" });
