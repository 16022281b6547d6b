const key = "a";
const where = "text";
if (key in where) {
  console.log("found");
}
