import { serve } from "@hono/node-server";
import { Hono } from "hono";
const app = new Hono().get("/", (c) => c.json({ hello: "world" })).post("/sum", async (c) => c.text(String((await c.req.json()).reduce((a, b) => a + b))));
const server = serve({ fetch: app.fetch, port: 0 }, async ({ port }) => {
  const base = `http://127.0.0.1:${port}`;
  console.log(await (await fetch(base)).json());
  console.log(await (await fetch(`${base}/sum`, { method: "POST", body: "[1,2,3]" })).text(), (await fetch(`${base}/no`)).status);
  server.close(() => console.log("closed"));
  server.closeAllConnections?.();
});
