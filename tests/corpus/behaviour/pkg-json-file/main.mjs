import manifest from "data-pkg/package.json" with { type: "json" };
import table from "data-pkg" with { type: "json" };
console.log(manifest.name, table.rows.join());
