import { Kysely, DummyDriver, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";

// A dialect of our own: what it is asked is printed, and what it answers is made up.
class Driver extends DummyDriver {
  async acquireConnection() {
    return {
      async executeQuery({ sql, parameters }) {
        console.log(sql, parameters);
        return { rows: [{ id: 1, name: "ann" }], numAffectedRows: 1n };
      },
    };
  }
}
const db = new Kysely({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new Driver(),
    createIntrospector: (it) => new SqliteIntrospector(it),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
console.log(await db.selectFrom("person").select(["id", sql`upper(${sql.ref("name")})`.as("upper")])
  .where("age", ">", 3).where((it) => it.or([it("a", "=", 1), it("b", "in", [1, 2])])).orderBy("id", "desc").limit(3).execute());
console.log(await db.insertInto("person").values([{ name: "x" }, { name: null }]).onConflict((it) => it.column("name").doNothing()).returningAll().executeTakeFirst());
console.log(await db.updateTable("person").set({ age: (it) => it("age", "+", 1) }).where("id", "=", 7).executeTakeFirst());
console.log(db.with("old", (it) => it.selectFrom("person").selectAll().where("age", ">", 90)).selectFrom("old").innerJoin("pet", "pet.owner", "old.id").selectAll("pet").compile().sql);
console.log(db.schema.createTable("pet").ifNotExists().addColumn("id", "integer", (it) => it.primaryKey().autoIncrement()).addColumn("name", "text", (it) => it.notNull().defaultTo("rex")).compile().sql);
await db.transaction().execute(async (it) => { await sql`select ${1} + ${2}`.execute(it); });
await db.destroy();
