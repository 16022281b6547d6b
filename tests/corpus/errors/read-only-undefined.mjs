const key = "undefined";
globalThis[key] = 1;
