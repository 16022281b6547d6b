// util.MIMEType and its parameters.
import { MIMEParams, MIMEType } from "node:util";
const log = console.log;
for (const text of [
  "text/plain",
  "Text/HTML;Charset=UTF-8",
  " application/json ; a=b ",
  'a/b;c="quoted; value";d=e',
  'a/b;c="esc\\"aped"',
  "a/b;c=1;c=2",
  "a/b;;x=y",
  "a/b;novalue;x=",
  "a/b;bad name=1;ok=2",
  'a/b;x=""',
]) {
  const mime = new MIMEType(text);
  log(String(mime), mime.type, mime.subtype, mime.essence, [...mime.params], JSON.stringify(mime));
}
for (const text of ["", "plain", "/x", "x/", "te xt/plain", "text/pl@in", "text/plain, other"]) {
  try {
    log(String(new MIMEType(text)));
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const mime = new MIMEType("text/plain");
mime.type = "APPLICATION";
mime.subtype = "Xml";
mime.params.set("charset", "utf-8");
mime.params.set("title", 'with "quotes" and spaces');
log(String(mime), mime.params.get("charset"), mime.params.get("none"), mime.params.has("title"));
mime.params.delete("charset");
log(String(mime), [...mime.params.keys()], [...mime.params.values()], [...mime.params.entries()]);
for (const change of [
  () => (mime.type = "a b"),
  () => (mime.subtype = ""),
  () => mime.params.set("a b", "c"),
  () => mime.params.set("a", "\u1234"),
]) {
  try {
    change();
  } catch (error) {
    log(error.code, error.message);
  }
}
const params = new MIMEParams();
params.set("x", "");
params.set("y", 5);
log(String(params), `${params}`.length, typeof params.toJSON());
