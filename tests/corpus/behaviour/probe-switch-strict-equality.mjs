const which = (x) => { switch (x) { case "1": return "text"; case 1: return "number"; case NaN: return "nan"; default: return "none"; } };
console.log([1, "1", NaN, true].map(which).join());
