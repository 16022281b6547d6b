const mode = "a";
try {
  console.log("before");
  mode = "b";
  console.log("after");
} finally {
  console.log("finally");
}
