// Loops and branches whose body is the empty statement.
let i = 0
while (i++ < 3);
for (; i < 6; i++);
if (i === 6);
else console.log("never")
do;while (i++ < 9)
console.log(String(i))
