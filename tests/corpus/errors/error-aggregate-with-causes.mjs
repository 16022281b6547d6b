function validate(fields) {
  const errors = Object.entries(fields)
    .filter(([, value]) => value === "")
    .map(([name]) => new TypeError(`${name} is empty`, { cause: { name } }));
  if (errors.length) {
    throw new AggregateError(
      errors,
      `${errors.length} fields`,
    );
  }
}
validate({ a: "1" });
validate({ a: "", b: "" });
