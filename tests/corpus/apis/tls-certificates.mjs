// Who is at the other end: what certificates tell, whose are good, and clients that show theirs.
import tls from "node:tls";
import https from "node:https";
import { once } from "node:events";
const authority = `-----BEGIN CERTIFICATE-----
MIIBgjCCASmgAwIBAgIBATAKBggqhkjOPQQDAjAwMRUwEwYDVQQDDAxBbiBhdXRo
b3JpdHkxFzAVBgNVBAoMDlNhdmVsb29wIHRlc3RzMCAXDTIwMDEwMTAwMDAwMFoY
DzIxMjAwMTAxMDAwMDAwWjAwMRUwEwYDVQQDDAxBbiBhdXRob3JpdHkxFzAVBgNV
BAoMDlNhdmVsb29wIHRlc3RzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYzs/
XkYKMC6Ti9+6rqTzjzHHe+FccQH0AuH4OvHhNNhZ+kRFnWfLNoAPe+0G2B2C2G44
C0Dnl8rhIDGWDhbF3qMyMDAwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUn925
DaeS7i8IWrtv2BJelxfMODswCgYIKoZIzj0EAwIDRwAwRAIgaoUWu+BtdkWqQlK7
9Jr8/NF1ZGNMIF65MXr/5UdUDDACICZs6gOhJPXT5WKnWRej3hTDgiAezbNsIqm1
nqiA6F5g
-----END CERTIFICATE-----`;
const server = {
  cert: `-----BEGIN CERTIFICATE-----
MIIB2TCCAX6gAwIBAgIBAjAKBggqhkjOPQQDAjAwMRUwEwYDVQQDDAxBbiBhdXRo
b3JpdHkxFzAVBgNVBAoMDlNhdmVsb29wIHRlc3RzMCAXDTIwMDEwMTAwMDAwMFoY
DzIxMjAwMTAxMDAwMDAwWjAtMRIwEAYDVQQDDAlsb2NhbGhvc3QxFzAVBgNVBAoM
DlNhdmVsb29wIHRlc3RzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEagNZMd+J
8y4tx1vJ0Rwrm8GwPZpiEvfyDxPDGt+vd4zmSTeNzfaPEcat6JAS1DQGucsVOZLI
OIff7qAr8e3kBaOBiTCBhjAJBgNVHRMEAjAAMBoGA1UdEQQTMBGCCWxvY2FsaG9z
dIcEfwAAATAdBgNVHSUEFjAUBggrBgEFBQcDAQYIKwYBBQUHAwIwHQYDVR0OBBYE
FA7EmyZuOGsiNv7HvQqlsFo+fC4PMB8GA1UdIwQYMBaAFJ/duQ2nku4vCFq7b9gS
XpcXzDg7MAoGCCqGSM49BAMCA0kAMEYCIQDMLBAr3LvbReWLauBz/Tkly2jvxG27
Wzm2TD/5UiWuVQIhAL61cAxsQBUgJyJBPPWcz6CVv57YcNL+DMpmgYU+MqUj
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKmQjSy6d0TfjalTe
mE+8xS2cZe4YOUbuUsfgewprKaKhRANCAARqA1kx34nzLi3HW8nRHCubwbA9mmIS
9/IPE8Ma3693jOZJN43N9o8Rxq3okBLUNAa5yxU5ksg4h9/uoCvx7eQF
-----END PRIVATE KEY-----`,
};
const client = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBrzCCAVWgAwIBAgIBAzAKBggqhkjOPQQDAjAwMRUwEwYDVQQDDAxBbiBhdXRo
b3JpdHkxFzAVBgNVBAoMDlNhdmVsb29wIHRlc3RzMCAXDTIwMDEwMTAwMDAwMFoY
DzIxMjAwMTAxMDAwMDAwWjAsMREwDwYDVQQDDAhhIGNsaWVudDEXMBUGA1UECgwO
U2F2ZWxvb3AgdGVzdHMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATBF2094tO+
U8yXUbqEp4AFKyD88JeYB3zoBfUI63u0IpFAR5fFUROg8t2VHx+7gWY/6EjDS3zC
G9R0X5QyCP16o2IwYDAJBgNVHRMEAjAAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBT+Wqoc4/mW+EiKboIaYzkSPlC4SjAfBgNVHSMEGDAWgBSf3bkNp5Lu
Lwhau2/YEl6XF8w4OzAKBggqhkjOPQQDAgNIADBFAiAOQScbxAxMA4l9D8PQLhJV
2NPhgIbHn9serWpLl7c0xgIhAImwP4XooPGVd/JJTdQBcetBev0u1m1W7A2xFqfm
Bp5S
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwBsiFuLDb1EUKCvT
4R768hmmH6Wpl0L7A/QKvS3Im6OhRANCAATBF2094tO+U8yXUbqEp4AFKyD88JeY
B3zoBfUI63u0IpFAR5fFUROg8t2VHx+7gWY/6EjDS3zCG9R0X5QyCP16
-----END PRIVATE KEY-----`,
};
const old = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBETCBuAIBBDAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcN
MjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2Fs
aG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLwV9+w1R5JYBwL4Ncg2CbQw
fE6e+Vk47uJmPtgYgXSl3A99FpnvY+NGv0bCJUW0pyBdnmrHxHfVCc1OFPKiibkw
CgYIKoZIzj0EAwIDSAAwRQIgYMRRS57ZVH6qc9EAWwywlURAGDXw0J8h025dWu4D
NUYCIQCZp5uOvTCAxk0+oLNAQ0vLv3QWSiukrHmSjmEDz6vrUg==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrBIvRgqspiVOuUk9
+qiBzGwRm0F1NZCaMWC1SFMv/4ahRANCAAS8FffsNUeSWAcC+DXINgm0MHxOnvlZ
OO7iZj7YGIF0pdwPfRaZ72PjRr9GwiVFtKcgXZ5qx8R31QnNThTyoom5
-----END PRIVATE KEY-----`,
};

const log = console.log;
/** What the two ends say of a connection. */
async function meet(name, serverOptions, clientOptions) {
  const listening = tls.createServer(serverOptions);
  listening.on("secureConnection", (socket) => {
    const { CN } = socket.getPeerCertificate()?.subject ?? {};
    socket.end(`${socket.authorized} ${socket.authorizationError ?? "none"} ${CN ?? "nobody"}`);
  });
  listening.on("tlsClientError", () => {});
  await once(listening.listen(0, "127.0.0.1"), "listening");
  const { port } = listening.address();
  const socket = tls.connect({ port, host: "127.0.0.1", servername: "localhost", ...clientOptions });
  let said = "";
  socket.setEncoding("utf8").on("data", (text) => (said += text));
  socket.on("secureConnect", () => {
    log(name, "met", socket.authorized, socket.authorizationError, socket.getProtocol(), socket.getPeerCertificate().subject);
  });
  socket.on("error", (error) => log(name, "failed", error.code, error.reason ?? error.message));
  await new Promise((resolve) => socket.on("close", resolve));
  log(name, "heard", said || "nothing");
  await new Promise((resolve) => listening.close(resolve));
}
await meet("known", server, { ca: authority });
await meet("unknown", server, {});
await meet("unknown, let in", server, { rejectUnauthorized: false });
await meet("another name", server, { ca: authority, servername: "house.test" });
await meet("another name, asked", server, { ca: authority, checkServerIdentity: (host, { subject }) => void log("asked", host, subject.CN) });
await meet("refused by who asks", server, { ca: authority, checkServerIdentity: () => new Error("not that one") });
await meet("first version", old, { ca: old.cert });
await meet("first version, another name", old, { ca: old.cert, servername: "house.test" });
await meet("first version, unknown", old, {});
await meet("first version, let in", old, { rejectUnauthorized: false });
await meet("by its address", server, { ca: authority, servername: "" });
await meet("older", { ...server, maxVersion: "TLSv1.2" }, { ca: authority });
await meet("newest", { ...server, minVersion: "TLSv1.3" }, { ca: authority });
const asks = { ...server, ca: authority, requestCert: true, rejectUnauthorized: false };
await meet("a client's", asks, { ca: authority, ...client });
await meet("a client without", asks, { ca: authority });
await meet("a stranger's", asks, { ca: authority, ...old });
const listening = https.createServer(server, (request, response) => response.end(request.url));
await once(listening.listen(0, "127.0.0.1"), "listening");
const { port } = listening.address();
const request = https.get({ port, host: "127.0.0.1", servername: "localhost", ca: authority, path: "/told", agent: false });
const [response] = await once(request, "response");
log(response.socket.authorized, response.socket.getPeerCertificate());
response.resume();
await once(response, "end");
listening.close();
