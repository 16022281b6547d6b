// node: --experimental-websocket
// A websocket over TLS, to a server whose certificate nobody vouches for.
import https from "node:https";
import { createHash } from "node:crypto";

const cert = `-----BEGIN CERTIFICATE-----
MIIDJzCCAg+gAwIBAgIUapOOm4hC9EDkIMoes3OPJF3tHLcwDQYJKoZIhvcNAQEL
BQAwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE2NTkyMFoYDzIxMjYx
MDI4MTY1OTIwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwggEiMA0GCSqGSIb3DQEB
AQUAA4IBDwAwggEKAoIBAQDQXFtqbposxYcUfrKBdEYkIj1ALVi/3FbO707rXBDW
pDWPMSHkXv3s3cO/fHF7fRKpTVLIMuxX6aiLx3mVNqGBo3ocW2XFePJ499MIkAa0
cAS4kykj6WDE7xUI1hG7AwF+oVET0AX0V5s3I6mWzEG8LbuWhfclJO/rbh8OiRpS
xCNaEbAgMWMmMeJQSw0DlGps5nTIsrhNeiTeVNFFRsUhLn/4FSztHekC/8+i0gxL
pgq4CSvXviwwpNigii1ne2iAmQEP4MVpiZez0F7LLDBUSd/JFe15E3udEk0FMlHK
A+9H+Bfke1YNM8UHAEr8Zxv68TX7T0FALfXvprb8XoclAgMBAAGjbzBtMB0GA1Ud
DgQWBBQxkNm+4qIvNysdBIc86VibEfcTLTAfBgNVHSMEGDAWgBQxkNm+4qIvNysd
BIc86VibEfcTLTAPBgNVHRMBAf8EBTADAQH/MBoGA1UdEQQTMBGCCWxvY2FsaG9z
dIcEfwAAATANBgkqhkiG9w0BAQsFAAOCAQEAtOlH4/Sughia9GWBT2rewtEV0tcx
QN+BHmP3ds2sXde21wdicBuJlYjjgEXA75FeG4LUAUnsCVLtS+IFVEChLWtob7vt
KTDRhHZU9ur+OiwqBcDn7ix+EMQ1b7JFi5v7gzlp3Vz6+GVkfcM8JntX44Uwvi4e
pA9L67QnzzhhWVBu8gXnckjIqRTdmehiNuwp44nn5LwCJfdPES6VP+JpCpkqUII5
7NgcMyYLrFfe79f+v/BTBfMMX0SiqR0TDZGj0Qrp/qF6E+X5o/4IeE8c6p8/fqDj
pQuRpTENa+N0JMFunOh5ffKYzyG6DElfocTC8t9nfB0zMtBCHQC5KN1lAA==
-----END CERTIFICATE-----
`;
const key = `-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDQXFtqbposxYcU
frKBdEYkIj1ALVi/3FbO707rXBDWpDWPMSHkXv3s3cO/fHF7fRKpTVLIMuxX6aiL
x3mVNqGBo3ocW2XFePJ499MIkAa0cAS4kykj6WDE7xUI1hG7AwF+oVET0AX0V5s3
I6mWzEG8LbuWhfclJO/rbh8OiRpSxCNaEbAgMWMmMeJQSw0DlGps5nTIsrhNeiTe
VNFFRsUhLn/4FSztHekC/8+i0gxLpgq4CSvXviwwpNigii1ne2iAmQEP4MVpiZez
0F7LLDBUSd/JFe15E3udEk0FMlHKA+9H+Bfke1YNM8UHAEr8Zxv68TX7T0FALfXv
prb8XoclAgMBAAECggEACop5l3dT9mrhzBAi0LjEqaRPy/TfVgl8HMjviamlMm6p
RP6707VYjEil1ASkKxanQIhoZTdqTIJGJBgp1vomDoxqK5AWJHjbb3I+K2M565v1
KS9MuAPhAOWFf2ZxDDB5PWJE20c9XeCmuhHkTPw1YSNBJ7rMR4VIW/U8vfwCqGgr
Xuggz5vOe2/wIy3bZMoojLcQdN6QOwg9BcToGo8OWjC9sYKN91YCzbclw4PedKvB
454TlmRn22TYLXNYUMlz8Ghr0XrQa6UIzYz/TiJvLJddNbrv8fFbe00eoHx6hQjg
Qa1+YIUvX6gFynjO48KtboEXcJrsCABmYNx9zvptewKBgQD51x093YYhFwa7SEUP
dzpIiAkzAGPJsLvGxo9PiQeZWn+5xyXDDsMzL1hn//Tmvy6zlxdGsPDn1OUjLCV1
u5PUMHgfcQ1TSFucGXB9bPYLZsfqf4xrL89/EyK43lr1hj8qy4REnId4cw9a/OFQ
gWOycDlDDjxPFI1AfFnW1583FwKBgQDVf3EXDbEUo53siIuGW8fxGueXG6iHt+zO
l3zIKAYeDT+OxXlbSKPR/fhxCysiV12frhfUXDH45ef4TGUy5LZ0UaUXXk3f9+mn
Pbv306w3xAqQPyP/sIPFNBEsBY3kRkk+IZeIOpcGa+ZM5FstPioK5zfRcGKyUjN2
J3LQDAVZIwKBgQDgZsZs+ruunO/+5zqgWYaP/x/EH2WBkqwWLeIqnfmlVBPE2Yqh
WHEbWDsfrlZZqv5XcC4H4IWAtUfZ/5zl0kVFIQPDudcuJp+h5XeUMHoOY5LMnSOS
Yq8MhDN7uLwaKyoxVfrHZZCIL1BreRcnKBBUBVhpUi/5F4yHjyliPulSoQKBgDj/
2liWTjW9bRdOaTnI3TuwvC3qs3bwkuehKC5kCSYS0WozrK/DWAFjdeXwXma/vn44
Q6JtruXNs73l34rT5yZs+c+gXNgz3wzIfZuvxqXo0A0s3laQcM3AlekT3osYfMt6
unMjeVi8i/LxcKpGk4DvtEZVY/RJ3/VmmM+UtgTTAoGBAILMk2zgbVaj6ZsR48xn
ifr9ysLydmbXScaiMFgSltbT+AQM0gAit16+X9DpeCkHpUle5MBn/gcIgEjffK4u
BrpfPhzfg27NSmBifv6U+wW8A+EnYpnPdV+ZLi/7GssSPP66P8kXexa0S1bxJyAQ
yklfILFvwphig39HkIKfRfvS
-----END PRIVATE KEY-----`;

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const server = https.createServer({ cert, key });
server.on("upgrade", (request, socket) => {
  console.log("upgrade", request.url, socket.encrypted);
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + GUID).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.write(Buffer.from([0x81, 5, ...Buffer.from("hello")]));
  socket.on("data", (chunk) => {
    // The client's close, answered as it came.
    const code = [chunk[6] ^ chunk[2], chunk[7] ^ chunk[3]];
    console.log("closed with", code[0] * 256 + code[1]);
    socket.end(Buffer.from([0x88, 2, ...code]));
  });
});
server.on("tlsClientError", () => {});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `wss://localhost:${server.address().port}/secret`;
const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

const distrusting = new WebSocket(url.replace("localhost", "127.0.0.1"));
const failed = await next(distrusting, "error");
console.log(failed.type, distrusting.protocol === "");

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
process.removeAllListeners("warning");
const socket = new WebSocket(url.replace("localhost", "127.0.0.1"));
const message = await next(socket, "message");
console.log(message.data, new URL(message.origin).protocol, socket.readyState);
socket.close(4567);
const closed = await next(socket, "close");
console.log(closed.code, closed.wasClean);
server.close();
server.closeAllConnections();
