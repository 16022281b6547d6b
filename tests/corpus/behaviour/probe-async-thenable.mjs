const seen = [];
const thenable = { then(resolve) { seen.push("then"); resolve("v"); } };
(async () => { seen.push("a"); const v = await thenable; seen.push(v); })();
seen.push("b");
setTimeout(() => console.log(seen.join()), 1);
