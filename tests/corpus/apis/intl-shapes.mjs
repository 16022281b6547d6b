const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
console.log(Intl, Object.getOwnPropertyDescriptors(Intl), Object.getPrototypeOf(Intl) === Object.prototype, typeof Intl);
for (const name of Object.getOwnPropertyNames(Intl)) {
  const it = Intl[name];
  console.log(name, it.length, Object.getOwnPropertyNames(it), typeof it.prototype);
  if (it.prototype === undefined) continue;
  console.log(Object.prototype.toString.call(it.prototype), it.prototype.constructor === it, Object.getOwnPropertyDescriptor(it, "prototype"));
  for (const key of Object.getOwnPropertyNames(it.prototype)) {
    const { get, value, enumerable } = Object.getOwnPropertyDescriptor(it.prototype, key);
    console.log(" ", key, (get ?? value).name, (get ?? value).length, enumerable, get !== undefined);
  }
}
class Mine extends Intl.NumberFormat { format2(it) { return `<${this.format(it)}>`; } }
console.log(new Mine("de").format2(1.5), new Mine() instanceof Intl.NumberFormat, Intl.NumberFormat("de") instanceof Intl.NumberFormat, Intl.DateTimeFormat() instanceof Intl.DateTimeFormat);
const { format } = new Intl.NumberFormat("en");
console.log([1, 1234.5].map(format), format.name === "", format === new Intl.NumberFormat("en").format);
console.log([new Intl.NumberFormat(), new Intl.DateTimeFormat(), new Intl.Collator(), new Intl.PluralRules()]);
for (const name of ["NumberFormat", "DateTimeFormat", "PluralRules", "ListFormat", "Segmenter"]) t(name, () => Intl[name].prototype.resolvedOptions.call(1));
t("called on another", () => Intl.DateTimeFormat.prototype.formatToParts.call(new Intl.NumberFormat()));
