import url, { fileURLToPath, pathToFileURL, format, domainToASCII, domainToUnicode, urlToHttpOptions } from "node:url";
console.log(fileURLToPath("file:///a/b%20c"), fileURLToPath(new URL("file:///x/%F0%9F%98%80")), pathToFileURL("/a b/c#d?e%f").href, pathToFileURL("/x/").href, pathToFileURL("/a\\b\n").href);
for (const it of ["http://x", "file://host/a", "file:///a%2fb", 5]) try { console.log(fileURLToPath(it)); } catch (e) { console.log(e.code, e.message); }
const u = new URL("https://a:b@測試.com:8/p?q#h");
console.log(format(u), format(u, { fragment: false, unicode: true, auth: false, search: false }), domainToASCII("español.com"), domainToUnicode("xn--espaol-zwa.com"), domainToASCII("xn--iñvalid.com"));
const o = urlToHttpOptions(u); console.log(o.hostname, o.port, o.path, o.auth, o.href, o.protocol);
console.log(url.URL === URL, url.URLSearchParams === URLSearchParams);
