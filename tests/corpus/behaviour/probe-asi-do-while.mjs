// No semicolon is needed behind `do ... while`.
let i = 0
do i++; while (i < 3) console.log(String(i))
