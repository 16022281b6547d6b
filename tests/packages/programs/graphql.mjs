import { buildSchema, graphql, parse, print, printSchema, validate } from "graphql";

const schema = buildSchema(`type Query { users(first: Int! = 2): [User!] fails: Int } type User { id: ID! name: String }`);
const rootValue = {
  users: ({ first }) => Array.from({ length: first }, (_, index) => ({ id: index, name: () => `user ${index}` })),
  fails: async () => { throw new Error("no luck"); },
};
for (const source of ["{ users { id name } }", "query($n: Int!) { users(first: $n) { id } fails }", "{ nothing }"]) {
  console.log(JSON.stringify(await graphql({ schema, source, rootValue, variableValues: { n: 1 } })));
}
console.log(print(parse("query A($a:Int=1){a:users(first:$a){...F}} fragment F on User{id}")), printSchema(schema));
console.log(validate(schema, parse("{ users { none } }")).map(String));
try { parse("{ a "); } catch (error) { console.log(String(error)); }
