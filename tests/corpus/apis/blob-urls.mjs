// URLs for blobs.
import { resolveObjectURL } from "node:buffer";
const log = console.log;
const blob = new Blob(["content"], { type: "text/plain" });
const url = URL.createObjectURL(blob);
log(
  /^blob:nodedata:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(url),
  new URL(url).protocol,
);
const found = resolveObjectURL(url);
log(found.size, found.type, await found.text());
log(URL.createObjectURL(blob) === url);
URL.revokeObjectURL(url);
log(resolveObjectURL(url), resolveObjectURL("blob:nodedata:unknown"), resolveObjectURL("no url"));
URL.revokeObjectURL("blob:nodedata:never");
for (const attempt of [
  () => URL.createObjectURL("x"),
  () => URL.createObjectURL(),
  () => URL.revokeObjectURL(),
]) {
  try {
    log(attempt());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
