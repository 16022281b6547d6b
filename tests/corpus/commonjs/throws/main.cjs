for (let i = 0; i < 2; i++) {
  try { require("./bad.cjs"); } catch (error) { console.log(error.message, require.resolve("./bad.cjs") in require.cache); }
}
try { require("./syntax.cjs"); } catch (error) { console.log(error.name, error instanceof SyntaxError); }
try { require("./outer.cjs"); } catch (error) { console.log(error.message); }
console.log(require("./good.cjs"));
try { require("./throws-string.cjs"); } catch (error) { console.log(typeof error, error); }
