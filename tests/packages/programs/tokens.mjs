import jwt from "jsonwebtoken";
import bcrypt from "bcryptjs";
import { SignJWT, jwtVerify } from "jose";
const token = jwt.sign({ sub: "me", iat: 1700000000 }, "secret");
console.log(token, jwt.verify(token, "secret"));
try { jwt.verify(token, "wrong"); } catch (error) { console.log(error.name, error.message); }
console.log(bcrypt.compareSync("password", bcrypt.hashSync("password", 4)), bcrypt.compareSync("x", "$2b$04$abcdefghijklmnopqrstuuu1uQ0x0pQ0x0pQ0x0pQ0x0pQ0x0pQ0xe"));
const key = new TextEncoder().encode("a-secret-that-is-long-enough-for-hs256");
const made = await new SignJWT({ a: 1 }).setProtectedHeader({ alg: "HS256" }).setIssuedAt(1700000000).sign(key);
console.log(made, (await jwtVerify(made, key)).payload);
