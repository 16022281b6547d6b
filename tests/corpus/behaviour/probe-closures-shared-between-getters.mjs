let shared = 0;
const make = (by) => () => (shared += by);
const one = make(1), ten = make(10);
one(); ten(); one();
console.log(String(shared));
