class Secret {
  toJSON() {
    throw new Error("secrets stay home");
  }
}
const report = { user: "ann", token: new Secret() };
JSON.stringify(report);
