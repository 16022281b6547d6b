const options = { a: 1, b: 2 };
function all() {
  return [
    ...Object.keys(options),
    ...options,
  ];
}
all();
