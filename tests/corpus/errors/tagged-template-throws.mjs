function sql(strings, ...values) {
  if (values.some((v) => v === undefined)) {
    throw new TypeError("undefined in query");
  }
  return strings.join("?");
}
const find = (id) => sql`
  select *
  from users
  where id = ${id}
`;
find(1);
find();
