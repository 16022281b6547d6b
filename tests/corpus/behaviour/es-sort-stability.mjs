const rows = Array.from({ length: 40 }, (_, i) => ({ k: i % 3, i }));
console.log(rows.sort((a, b) => a.k - b.k).map((r) => r.i).join());
console.log([3, undefined, 1, , 2].sort().map(String).join(), ["b", "a", "C"].sort((a, b) => a.localeCompare(b, "en") < 0 ? -1 : 1).length);
