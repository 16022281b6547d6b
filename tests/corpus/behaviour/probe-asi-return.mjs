// A line end after `return` ends the statement.
function nothing() {
  return
  1
}
console.log(String(nothing()))
