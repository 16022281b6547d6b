// Names that look like those saveloop adds.
const $slP = 1, $slB = [2], $slD = () => 3, $sl0 = 4;
console.log([$slP, $slB[0], $slD(), $sl0].join());
