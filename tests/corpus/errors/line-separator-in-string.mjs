const text = "a b c"; const value = null; value.x;
console.log(text);
