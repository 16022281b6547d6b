const log = [];
const fails = async () => { throw new Error("x"); };
const direct = async () => { try { return fails(); } catch { return "caught direct"; } finally { log.push("f1"); } };
const awaited = async () => { try { return await fails(); } catch { return "caught awaited"; } finally { log.push("f2"); } };
console.log(await direct().catch((e) => "outside " + e.message), await awaited(), log.join());
const over = async () => { try { return 1; } finally { await null; log.push("f3"); } };
console.log(await over(), log.length);
