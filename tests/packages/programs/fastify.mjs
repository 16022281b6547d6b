import Fastify from "fastify";
const app = Fastify();
app.get("/", async () => ({ hello: "world" }));
app.get("/p/:x", { schema: { params: { type: "object", properties: { x: { type: "integer" } } } } }, async (request) => ({ x: request.params.x }));
app.post("/", async (request, reply) => reply.code(201).send(request.body));
for (const it of [{ url: "/" }, { url: "/p/12" }, { url: "/p/abc" }, { method: "POST", url: "/", payload: { a: 1 } }, { url: "/none" }]) {
  const response = await app.inject(it);
  console.log(response.statusCode, response.payload);
}
await app.close();
