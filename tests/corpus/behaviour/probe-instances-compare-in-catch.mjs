class Own extends Error { name = "Own"; constructor(m, extra) { super(m); this.extra = extra; } }
try { throw new Own("m", 1); } catch (error) { console.log(error instanceof Own, error instanceof Error, String(error), error.extra); }
