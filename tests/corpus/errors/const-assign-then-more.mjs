const limit = 3;
function raise() {
  limit = 4;
  console.log(limit);
  console.log("after");
}
raise();
