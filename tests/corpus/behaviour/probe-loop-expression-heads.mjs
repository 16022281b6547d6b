const seen = [];
const t = (x, v) => { seen.push(x); return v; };
for (t("init"); t("test", seen.length < 5); t("update")) t("body");
console.log(seen.join());
