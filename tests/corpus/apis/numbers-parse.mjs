const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const texts = ["", " ", "12", " 12 ", "012", "0x1f", "0b101", "0o17", "1e3", "1e", ".5", "5.", "1_000", "12px", "px12", "-5", "+5", "--5", "Infinity", "-Infinity", "infinity", "NaN", "1e400", "\u00a05\ufeff", "1,5", "١٢"];
t("Number", () => texts.map((it) => String(Number(it))));
t("parseInt", () => texts.map((it) => String(parseInt(it))));
t("parseFloat", () => texts.map((it) => String(parseFloat(it))));
for (const radix of [2, 8, 16, 36, 0, 1, 37]) t(`parseInt ${radix}`, () => ["10", "z", "0x10", "7.9", "-11"].map((it) => String(parseInt(it, radix))));
t("BigInt", () => ["", "12", "0x1f", "-5"].map((it) => String(BigInt(it))));
t("checks", () => [Number.isInteger(5.0), Number.isSafeInteger(2 ** 53), Number.isNaN("x"), isNaN("x"), Number.isFinite("5"), isFinite("5"), Number.EPSILON, Number.MIN_SAFE_INTEGER]);
