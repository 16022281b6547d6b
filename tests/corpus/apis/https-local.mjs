// A server and a client over TLS, with a certificate made for this.
import https from "node:https";
import tls from "node:tls";
import { once } from "node:events";

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
-----END PRIVATE KEY-----
`;

const server = https.createServer({ cert, key }, (request, response) => {
  response.end(`${request.method} ${request.url} ${request.socket.encrypted} ${request.socket instanceof tls.TLSSocket}`);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const ask = (options) =>
  new Promise((resolve) => {
    const request = https.get({ port, host: "127.0.0.1", servername: "localhost", agent: false, ...options }, async (response) => {
      const { socket } = response;
      let text = "";
      for await (const part of response) text += part;
      resolve(`${response.statusCode} ${text} ${socket.authorized} ${socket.authorizationError} ${socket.getProtocol()}`);
    });
    request.on("error", (error) => resolve(`${error.name} ${error.code} ${error.message}`));
  });
console.log(await ask({ ca: cert, path: "/trusted" }));
console.log(await ask({}));
console.log(await ask({ rejectUnauthorized: false, path: "/anyway" }));
console.log((await ask({ ca: cert, servername: "other.example" })).split(".")[0]);
console.log(await ask({ ca: cert, host: "localhost", family: 4, servername: undefined }));
const agent = new https.Agent({ keepAlive: true, ca: cert });
const first = await ask({ agent }), second = await ask({ agent });
console.log(first === second, agent.defaultPort, agent.protocol, Object.keys(agent.freeSockets).length);
agent.destroy();

const plain = tls.createServer({ cert, key, ALPNProtocols: ["mine", "other"] }, (socket) => {
  console.log("server", socket.encrypted, socket.alpnProtocol, socket.authorized);
  socket.on("data", (bytes) => socket.end(`echo ${bytes}`));
});
plain.listen(0, "127.0.0.1");
await once(plain, "listening");
const socket = tls.connect({ port: plain.address().port, host: "127.0.0.1", servername: "localhost", ca: [cert], ALPNProtocols: ["other"] });
console.log(socket.encrypted, socket.authorized, socket.connecting, socket.getProtocol());
await once(socket, "secureConnect");
console.log(socket.authorized, socket.authorizationError, socket.alpnProtocol, socket.getProtocol(), socket.remotePort === plain.address().port);
socket.write("hello");
let text = "";
for await (const part of socket.setEncoding("utf8")) text += part;
console.log(text);
plain.close();
await once(plain, "close");
try { https.request({ protocol: "http:" }); } catch (error) { console.log(error.code, error.message); }
const nobody = tls.connect({ port: plain.address()?.port ?? port, host: "127.0.0.1", ca: cert, servername: "localhost" });
nobody.on("secureConnect", () => { console.log("still"); nobody.destroy(); server.close(); server.closeAllConnections(); });
nobody.on("close", (hadError) => console.log("closed", hadError));
