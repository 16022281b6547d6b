const flags = 8n;
console.log(flags >> 1n);
console.log(flags >>> 1n);
