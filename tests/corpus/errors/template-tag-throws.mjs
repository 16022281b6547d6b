function sql(parts, ...values) {
  if (values.length > 0) throw new Error("no values");
  return parts[0];
}
const id = 3;
sql`select ${id}`;
