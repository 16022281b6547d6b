import { Hono } from "hono";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
const app = new Hono();
app.use("*", cors());
app.get("/", (c) => c.text("home"));
app.get("/users/:id", (c) => c.json({ id: c.req.param("id"), q: c.req.query("q") }));
app.post("/echo", async (c) => c.json(await c.req.json(), 201));
app.get("/boom", () => { throw new HTTPException(418, { message: "teapot" }); });
for (const request of ["/", "/users/7?q=x", "/none", "/boom"]) {
  const response = await app.request(request);
  console.log(response.status, response.headers.get("content-type"), await response.text());
}
const made = await app.request("/echo", { method: "POST", body: JSON.stringify({ a: 1 }), headers: { "content-type": "application/json" } });
console.log(made.status, await made.json(), made.headers.get("access-control-allow-origin"));
