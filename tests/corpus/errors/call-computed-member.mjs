const actions = { add: (n) => n + 1 };
for (const name of ["add", "sub"]) {
  console.log(actions[name](1));
}
