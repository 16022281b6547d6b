// A small JSON service with routes, bodies, errors and a client that uses it.
import { createServer } from 'node:http';
import { once } from 'node:events';
const todos = new Map([[1, { id: 1, title: 'write', done: false }]]);
const body = async (request) => { const parts = []; for await (const part of request) parts.push(part); return Buffer.concat(parts).toString(); };
const routes = [
  ['GET', /^\/todos$/, () => [...todos.values()]],
  ['GET', /^\/todos\/(\d+)$/, ([id]) => todos.get(Number(id)) ?? fail(404, `no todo ${id}`)],
  ['POST', /^\/todos$/, async (_, request) => { const todo = { id: todos.size + 1, done: false, ...JSON.parse(await body(request)) }; todos.set(todo.id, todo); return todo; }],
  ['DELETE', /^\/todos\/(\d+)$/, ([id]) => ({ deleted: todos.delete(Number(id)) })],
];
function fail(status, message) { throw Object.assign(new Error(message), { status }); }
const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  try {
    const route = routes.find(([method, pattern]) => method === request.method && pattern.test(url.pathname));
    if (!route) fail(404, `${request.method} ${url.pathname} is unknown`);
    const value = await route[2](url.pathname.match(route[1]).slice(1), request, url.searchParams);
    response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json', 'x-count': todos.size });
    response.end(JSON.stringify(value));
  } catch (error) {
    response.writeHead(error.status ?? 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: error.message }));
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${server.address().port}`;
const ask = async (path, options) => { const response = await fetch(base + path, options); console.log(options?.method ?? 'GET', path, response.status, response.headers.get('x-count'), await response.json()); };
await ask('/todos');
await ask('/todos', { method: 'POST', body: JSON.stringify({ title: 'test' }) });
await ask('/todos/2');
await ask('/todos/9');
await ask('/todos', { method: 'POST', body: '{oops' });
await ask('/todos', { method: 'PATCH' });
await ask('/todos/1', { method: 'DELETE' });
await ask('/todos?done=false');
server.closeAllConnections();
server.close(() => console.log('closed'));
