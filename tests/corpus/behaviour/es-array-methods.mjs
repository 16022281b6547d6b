const a = [3, 1, 2];
console.log(a.at(-1), a.findLast((x) => x < 3), a.findLastIndex((x) => x > 2), a.toSorted().join(), a.toReversed().join(), a.with(1, 9).join(), a.toSpliced(0, 1, "x", "y").join(), a.join());
console.log([1, [2, [3, [4]]]].flat(Infinity).join(), [1, 2].flatMap((x) => [x, x * 2]).join(), Array.from({ length: 3 }, (_, i) => i ** 2).join(), [1, 2, 3, 4].copyWithin(0, 2).join());
console.log([, 1, , 2].length, 1 in [1, , 2], [..."ab"].entries().next().value.join(), [NaN].includes(NaN), [NaN].indexOf(NaN), [5, 25, 1].sort().join());
