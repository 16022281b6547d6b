// Node's `crypto`.
import { Hash, Hmac, createHash, createHmac, getHashes, hash } from "internal:crypto_hash";
import {
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  timingSafeEqual,
} from "internal:crypto_random";
import { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync } from "internal:crypto_kdf";
import {
  Cipheriv,
  Decipheriv,
  createCipheriv,
  createDecipheriv,
  getCipherInfo,
  getCiphers,
} from "internal:crypto_cipher";
import {
  KeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKey,
  generateKeyPair,
  generateKeyPairSync,
  generateKeySync,
  getCurves,
} from "internal:crypto_keys";
import {
  ECDH,
  Sign,
  Verify,
  constants,
  createECDH,
  createSign,
  createVerify,
  diffieHellman,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  sign,
  verify,
} from "internal:crypto_sign";
import {
  DiffieHellman,
  DiffieHellmanGroup,
  createDiffieHellman,
  createDiffieHellmanGroup,
  getDiffieHellman,
} from "internal:crypto_dh";
import { checkPrime, checkPrimeSync, generatePrime, generatePrimeSync } from "internal:crypto_primes";
import { nameResults } from "internal:promisify";
import { coded } from "internal:errors";
import { crypto as webcrypto, getRandomValues } from "web:crypto";

nameResults(generateKeyPair, ["publicKey", "privateKey"]);

/** The older names of random bytes, and modes that are always off. */
export const getFips = () => 0;
export const setFips = (on: unknown) => {
  if (on) throw coded(Error, "ERR_CRYPTO_FIPS_UNAVAILABLE", "Cannot set FIPS mode in a non-FIPS build.");
};
export const secureHeapUsed = () => ({ total: 0, used: 0, utilization: 0, min: 0 });
const subtle: any = webcrypto.subtle;

export {
  DiffieHellman,
  DiffieHellmanGroup,
  checkPrime,
  checkPrimeSync,
  createDiffieHellman,
  createDiffieHellmanGroup,
  generatePrime,
  generatePrimeSync,
  getDiffieHellman,
  Cipheriv,
  Decipheriv,
  ECDH,
  Hash,
  Hmac,
  KeyObject,
  Sign,
  Verify,
  constants,
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  createSign,
  createVerify,
  diffieHellman,
  generateKey,
  generateKeyPair,
  generateKeyPairSync,
  generateKeySync,
  getCipherInfo,
  getCiphers,
  getCurves,
  getHashes,
  getRandomValues,
  hash,
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  scrypt,
  scryptSync,
  sign,
  subtle,
  timingSafeEqual,
  verify,
  webcrypto,
};
