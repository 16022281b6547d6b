try { throw { code: 7, list: [8] }; } catch ({ code, list: [first], other = "none" }) { console.log(`${code} ${first} ${other}`); }
