const seen = [];
if (true) seen.push("then");
else seen.push("else");
if (false) seen.push("then"); else if (true) seen.push("else if");
console.log(seen.join());
