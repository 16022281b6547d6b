const inBase = (n, base) => n.toString(base);
inBase(255, 16);
inBase(255, 64);
