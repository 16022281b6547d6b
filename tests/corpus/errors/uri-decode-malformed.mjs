const query = "a=1&b=%E0%A4";
const pairs = query.split("&").map((part) => part.split("=").map(decodeURIComponent));
console.log(pairs);
