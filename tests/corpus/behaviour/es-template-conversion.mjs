const o = { toString: () => "string", valueOf: () => 42, [Symbol.toPrimitive]: undefined };
console.log(`${o}`, "" + o, `${[1, [2, 3]]}`, `${null} ${undefined} ${-0} ${1n}`, `a
b`.length);
