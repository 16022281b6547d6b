const tag = (value, name) => Object.defineProperty(value, "tag", { value: name });
tag({}, "a");
tag("text", "b");
