const errors = { NotFound: class extends Error {} };
try {
  throw new Error("x");
} catch (error) {
  if (error instanceof errors.NotFound) console.log("404");
  if (error instanceof errors.Forbidden) console.log("403");
}
