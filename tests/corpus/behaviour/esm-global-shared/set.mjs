globalThis.__fixture = { n: 1 };
