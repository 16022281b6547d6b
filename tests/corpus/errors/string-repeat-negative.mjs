const pad = (text, width) => " ".repeat(width - text.length) + text;
console.log(pad("abc", 5));
console.log(pad("abcdef", 5));
