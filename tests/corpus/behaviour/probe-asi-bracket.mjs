// A line that begins with a bracket continues the one before.
const list = [[1, 2], [3, 4]]
const picked = list
[1]
[0]
console.log(String(picked))
