// A line that begins with a parenthesis continues the one before.
let called = ""
const f = (x) => { called += "f"; return (y) => { called += y } }
const g = f
(1)
g("g")
console.log(called)
