const make = (Type, ...args) => new Type(...args);
make(Map);
make(BigInt, 10);
