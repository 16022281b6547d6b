const settings = { a: 1 };
for (
  const entry
  of settings
) {
  console.log(entry);
}
