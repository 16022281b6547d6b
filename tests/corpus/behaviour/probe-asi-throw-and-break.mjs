// `break` and `continue` with the label on the next line have none.
let rounds = 0
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    rounds++
    if (j === 1) break
    outer
  }
}
var outer
console.log(String(rounds))
