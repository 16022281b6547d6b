console.log("a1b2".replace(/\d/g, (d, at) => { const n = Number(d); return `<${n * 2}@${at}>`; }));
