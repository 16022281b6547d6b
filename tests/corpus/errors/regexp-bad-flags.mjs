const make = (source, flags) => new RegExp(source, flags);
make("a", "gi");
make("a", "gg");
