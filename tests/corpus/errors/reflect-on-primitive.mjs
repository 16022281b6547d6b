const has = (target, key) => Reflect.has(target, key);
has({}, "a");
has(1, "a");
