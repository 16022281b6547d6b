// Diffie and Hellman over primes of one's own and over the well-known groups.
import crypto from "node:crypto";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
for (const name of ["modp1", "modp2", "modp5", "modp14", "MODP15", "modp16", "modp17", "modp18"]) {
  const group = crypto.getDiffieHellman(name);
  const prime = group.getPrime();
  console.log(name, prime.length, crypto.createHash("sha256").update(prime).digest("hex"), group.getGenerator("hex"), group.verifyError);
}
const [alice, bob] = [crypto.getDiffieHellman("modp14"), crypto.createDiffieHellmanGroup("modp14")];
show(() => alice.generateKeys().length);
show(() => bob.generateKeys("hex").length);
show(() => alice.computeSecret(bob.getPublicKey()).equals(bob.computeSecret(alice.getPublicKey())));
show(() => alice.computeSecret(bob.getPublicKey("base64"), "base64", "hex") === bob.computeSecret(alice.getPublicKey(), null, "hex"));
show(() => [typeof alice.setPrivateKey, alice.constructor.name, alice instanceof crypto.DiffieHellmanGroup]);

const prime = crypto.getDiffieHellman("modp5").getPrime();
const own = crypto.createDiffieHellman(prime, 2);
show(() => [own.getPrime("hex") === prime.toString("hex"), own.getGenerator("hex"), own.verifyError]);
show(() => own.getPublicKey());
show(() => own.getPrivateKey());
show(() => own.computeSecret("aa", "hex"));
own.setPrivateKey("05", "hex");
show(() => own.getPrivateKey("hex"));
show(() => own.getPublicKey("hex"));
show(() => own.generateKeys("hex"));
show(() => own.computeSecret(Buffer.from([3]), null, "hex"));
show(() => own.computeSecret(Buffer.from([0])));
show(() => own.computeSecret(Buffer.from([1])));
show(() => own.computeSecret(prime));
own.setPublicKey(Buffer.from([7]));
show(() => own.getPublicKey("hex"));
show(() => crypto.createDiffieHellman(prime.toString("base64"), "base64", "05", "hex").getGenerator("hex"));
show(() => crypto.createDiffieHellman(prime, Buffer.from([3])).getGenerator("hex"));
show(() => crypto.DiffieHellman(prime).getGenerator("hex"));
show(() => crypto.getDiffieHellman("nope"));
show(() => crypto.getDiffieHellman(5));
show(() => crypto.createDiffieHellman(64));
show(() => crypto.createDiffieHellman({}));
const small = crypto.createDiffieHellman(Buffer.from([23]), 5);
small.setPrivateKey(Buffer.from([6]));
show(() => small.generateKeys());
show(() => small.verifyError);
