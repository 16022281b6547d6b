const key = "é".normalize("NFX");
console.log(key);
