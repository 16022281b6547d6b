let a = 3, b = 1;
console.log(String(a-- > b), String(a));
