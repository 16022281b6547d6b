function connect(host = "localhost", port = DEFAULT_PORT, path = "/") {
  return `${host}:${port}${path}`;
}
console.log(connect("a", 1));
console.log(connect("b"));
