function parse(text) {
  return JSON.parse(text);
}
try {
  parse("nope");
} catch (error) {
  console.log(error.name);
  throw error;
}
