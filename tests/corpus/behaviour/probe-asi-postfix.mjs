// `a` and `++b`, not `a++`.
let a = 1, b = 1
a
++b
console.log(`${a} ${b}`)
