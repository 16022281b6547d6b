const results = await Promise.allSettled([import("./a.mjs"), import("./b.mjs")]);
console.log(results.map((it) => it.status).join(), results[0].reason === results[1].reason, results[0].reason.message);
