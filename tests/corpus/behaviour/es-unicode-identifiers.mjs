const π = 3.14, ünï = 1, $ = 2, _ = 3, \u0061bc = 4, 变量 = { 键: "値" };
class Ñ { #ñ = "private"; get ñ() { return this.#ñ; } }
console.log(π, ünï, $, _, abc, 变量.键, new Ñ().ñ, "\u{1F600}".length, "a\
b");
