// Every module that is there can be loaded, whatever came before it.
const names =
  "stream/web stream/consumers stream/promises stream util/types timers/promises fs/promises path/posix path/win32 assert/strict tty string_decoder querystring os perf_hooks diagnostics_channel console timers url buffer assert util events path process fs".split(
    " ",
  );
for (const name of names) {
  const bare = await import(name),
    node = await import(`node:${name}`);
  console.log(name, bare === node, typeof node.default, Object.keys(node.default).length > 0);
}
