// The weather of today, and a mistake: run it, read what saveloop says, repair report.ts or station.ts.
//
//   cargo run --release -- run examples/weather/main.ts
//   cargo run --release -- run --hot examples/weather/main.ts    (then save a repair)

import { line } from "./report";
import type { Station } from "./station";
import stations from "./stations.json" with { type: "json" };

async function main(): Promise<void> {
  console.log("Weather of today\n");
  for (const station of stations as Station[]) {
    await arrival();
    show(station);
  }
  console.log("\nHave a good day!");
}

function show(station: Station): void {
  console.log(line(station));
}

/** Reports come one after the other. */
function arrival(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 40));
}

await main();
