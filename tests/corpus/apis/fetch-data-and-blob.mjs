// Addresses that need no connection.
const shown = async (url, init) => {
  try {
    const response = await fetch(url, init);
    console.log(url.replace(/[0-9a-f-]{36}/, "ID"), response.status, response.statusText, response.type, [...response.headers], JSON.stringify(await response.text()));
  } catch (error) { console.log(url.replace(/[0-9a-f-]{36}/, "ID"), error.name, error.message, error.cause?.message); }
};
for (const url of ["data:,plain", "data:text/plain;charset=utf-8,a%20b%C3%BC", "data:text/html,<p>x</p>", "data:;base64,aGVsbG8=", "data:application/json;base64,eyJhIjoxfQ", "data:;charset=latin1,x", "data:bad,x", "data:text/plain,a#b", "data:text/plain", "data:;base64,*", "data:text/plain;base64,aGVs bG8=", "data:,%zz%4"]) await shown(url);
const url = URL.createObjectURL(new Blob(["from a blob"], { type: "text/x" }));
await shown(url);
await shown(url, { method: "POST" });
URL.revokeObjectURL(url);
await shown(url);
console.log((await (await fetch("data:application/json,[1,2]")).json())[1]);
console.log(new Uint8Array(await (await fetch("data:;base64,AAEC/w==")).arrayBuffer()));
