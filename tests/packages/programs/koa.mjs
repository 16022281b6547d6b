import Koa from "koa";
import Router from "@koa/router";

const app = new Koa();
app.silent = true;
const router = new Router({ prefix: "/api" });
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.status = error.status ?? 500;
    ctx.body = { error: error.message, expose: error.expose };
  }
  ctx.set("x-seen", ctx.path);
});
router.get("/users/:id", (ctx) => { ctx.body = { id: ctx.params.id, query: ctx.query, type: ctx.accepts("json", "html") }; });
router.post("/echo", async (ctx) => {
  let text = "";
  for await (const chunk of ctx.req) text += chunk;
  ctx.status = 201;
  ctx.body = text.toUpperCase();
});
router.get("/teapot", (ctx) => ctx.throw(418, "short and stout"));
router.get("/boom", () => { throw new Error("boom"); });
router.get("/cookie", (ctx) => {
  ctx.cookies.set("seen", "1", { httpOnly: true });
  ctx.redirect("/elsewhere");
});
app.use(router.routes()).use(router.allowedMethods());
const server = app.listen(0, "127.0.0.1", async () => {
  const base = `http://127.0.0.1:${server.address().port}/api`;
  for (const [path, init] of [
    ["/users/7?a=1&b=2"], ["/echo", { method: "POST", body: "koa" }], ["/teapot"], ["/boom"], ["/none"],
    ["/users/7", { method: "DELETE" }], ["/cookie", { redirect: "manual" }],
  ]) {
    const response = await fetch(base + path, init);
    const headers = ["content-type", "x-seen", "allow", "location", "set-cookie"].map((name) => response.headers.get(name));
    console.log(response.status, headers, await response.text());
  }
  server.close(() => console.log("closed"));
});
