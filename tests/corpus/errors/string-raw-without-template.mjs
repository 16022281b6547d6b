const text = String.raw`a\n`;
console.log(text);
console.log(String.raw());
