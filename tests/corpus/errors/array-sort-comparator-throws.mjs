const people = [{ name: "b" }, { name: null }, { name: "a" }];
people.sort(
  (a, b) =>
    a.name.localeCompare(b.name),
);
