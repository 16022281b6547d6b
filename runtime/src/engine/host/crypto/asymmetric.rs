//! What a pair of keys does: signing, hiding, agreeing. Pure.

use ed25519_dalek::Signer as _;
use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use rsa::pkcs1v15::{Pkcs1v15Encrypt, Pkcs1v15Sign};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Oaep, Pss, RsaPublicKey};

use super::keys::{Private, Public};
use super::{Fault, Random, hashes};

/// How RSA fills what it signs.
#[derive(Clone, Copy)]
pub enum Padding {
    Pkcs1,
    /// The salt's length; -1: the hash's, -2: all there is room for, and when it is verified what stands there.
    Pss(i32),
}

/// The beginning of a signed hash, which names it.
fn prefix(hash: &str) -> Result<Box<[u8]>, Fault> {
    const NIST: [u8; 8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];
    let last = match hash {
        "sha256" => 1,
        "sha384" => 2,
        "sha512" => 3,
        "sha224" => 4,
        "sha512-224" => 5,
        "sha512-256" => 6,
        "sha3-224" => 7,
        "sha3-256" => 8,
        "sha3-384" => 9,
        "sha3-512" => 10,
        _ => 0,
    };
    let name: Vec<u8> = match hash {
        "md5" => vec![0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05],
        "sha1" => vec![0x2b, 0x0e, 0x03, 0x02, 0x1a],
        "ripemd160" => vec![0x2b, 0x24, 0x03, 0x02, 0x01],
        _ if last > 0 => NIST.into_iter().chain([last]).collect(),
        _ => return Err(Fault::digest()),
    };
    let size = hashes::Hash::size(hash).unwrap_or_default() as u8;
    let count = name.len() as u8;
    let mut out = vec![0x30, count + size + 8, 0x30, count + 4, 0x06, count];
    out.extend(name);
    out.extend([0x05, 0x00, 0x04, size]);
    Ok(out.into())
}

fn pkcs1(hash: &str) -> Result<Pkcs1v15Sign, Fault> {
    Ok(Pkcs1v15Sign { hash_len: hashes::Hash::size(hash), prefix: prefix(hash)? })
}

fn room(bits: usize, hash: usize) -> usize {
    (bits - 1).div_ceil(8).saturating_sub(hash + 2)
}

pub fn sign(
    key: &Private,
    hash: &str,
    data: &[u8],
    padding: Padding,
    is_plain: bool,
) -> Result<Vec<u8>, Fault> {
    let fails = |_| Fault::operation();
    // What is shorter than the numbers of a curve is a small number.
    macro_rules! with_curve {
        ($curve:ident, $key:expr, $size:expr) => {{
            let digest = fitted(hashes::once(hash, data)?, $size);
            let signer = $curve::ecdsa::SigningKey::from($key.clone());
            let signature: $curve::ecdsa::Signature =
                signer.sign_prehash(&digest).map_err(|_| Fault::operation())?;
            Ok(if is_plain { signature.to_bytes().to_vec() } else { signature.to_der().as_bytes().to_vec() })
        }};
    }
    match key {
        // No hash: the bytes themselves, as `privateEncrypt` takes them.
        Private::Rsa(key) if hash.is_empty() => {
            key.sign_with_rng(&mut Random, Pkcs1v15Sign::new_unprefixed(), data).map_err(|_| {
                Fault::new(
                    "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE",
                    "error:0200006E:rsa routines::data too large for key size",
                )
            })
        }
        Private::Rsa(key) => {
            let digest = hashes::once(hash, data)?;
            match padding {
                Padding::Pkcs1 => key.sign_with_rng(&mut Random, pkcs1(hash)?, &digest).map_err(fails),
                Padding::Pss(salt) => {
                    let salt_len = match salt {
                        -1 => digest.len(),
                        -2 => room(key.n().bits(), digest.len()),
                        salt => salt as usize,
                    };
                    let scheme = Pss { blinded: true, digest: hashes::digest(hash)?, salt_len };
                    key.sign_with_rng(&mut Random, scheme, &digest).map_err(fails)
                }
            }
        }
        Private::P256(key) => with_curve!(p256, key, 32),
        Private::P384(key) => with_curve!(p384, key, 48),
        Private::K256(key) => with_curve!(k256, key, 32),
        Private::P521(key) => {
            let digest = fitted(hashes::once(hash, data)?, 66);
            let signer =
                p521::ecdsa::SigningKey::from_slice(&key.to_bytes()).map_err(|_| Fault::operation())?;
            let signature: p521::ecdsa::Signature =
                signer.sign_prehash(&digest).map_err(|_| Fault::operation())?;
            Ok(if is_plain { signature.to_bytes().to_vec() } else { signature.to_der().as_bytes().to_vec() })
        }
        Private::Ed25519(key) => Ok(key.sign(data).to_bytes().to_vec()),
        Private::X25519(_) => Err(signs_nothing()),
    }
}

/// Of keys that only agree.
fn signs_nothing() -> Fault {
    Fault::new(
        "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE",
        "error:03000096:digital envelope routines::operation not supported for this keytype",
    )
}

fn fitted(digest: Vec<u8>, size: usize) -> Vec<u8> {
    if digest.len() * 2 >= size {
        return digest;
    }
    std::iter::repeat_n(0, size - digest.len()).chain(digest).collect()
}

pub fn verify(
    key: &Public,
    hash: &str,
    data: &[u8],
    signature: &[u8],
    padding: Padding,
    is_plain: bool,
) -> Result<bool, Fault> {
    macro_rules! with_curve {
        ($curve:ident, $verifier:expr, $size:expr) => {{
            let digest = fitted(hashes::once(hash, data)?, $size);
            let parsed = match is_plain {
                true => $curve::ecdsa::Signature::from_slice(signature).ok(),
                false => $curve::ecdsa::Signature::from_der(signature).ok(),
            };
            // The other half of signatures is as right as the one some insist on.
            Ok(parsed.is_some_and(|it| $verifier.is_some_and(|key| key.verify_prehash(&digest, &it).is_ok())))
        }};
    }
    match key {
        Public::Rsa(key) => {
            let digest = hashes::once(hash, data)?;
            Ok(match padding {
                Padding::Pkcs1 => key.verify(pkcs1(hash)?, &digest, signature).is_ok(),
                Padding::Pss(salt) => {
                    let salt_len = match salt {
                        -1 => Some(digest.len()),
                        -2 => salt_of(key, hash, signature, digest.len())?,
                        salt => Some(salt as usize),
                    };
                    let Some(salt_len) = salt_len else { return Ok(false) };
                    let scheme = Pss { blinded: false, digest: hashes::digest(hash)?, salt_len };
                    key.verify(scheme, &digest, signature).is_ok()
                }
            })
        }
        Public::P256(key) => with_curve!(p256, Some(p256::ecdsa::VerifyingKey::from(key)), 32),
        Public::P384(key) => with_curve!(p384, Some(p384::ecdsa::VerifyingKey::from(key)), 48),
        Public::K256(key) => {
            let digest = fitted(hashes::once(hash, data)?, 32);
            let parsed = match is_plain {
                true => k256::ecdsa::Signature::from_slice(signature).ok(),
                false => k256::ecdsa::Signature::from_der(signature).ok(),
            };
            let Some(parsed) = parsed else { return Ok(false) };
            let parsed = parsed.normalize_s().unwrap_or(parsed);
            Ok(k256::ecdsa::VerifyingKey::from(key).verify_prehash(&digest, &parsed).is_ok())
        }
        Public::P521(key) => {
            let point = p521::EncodedPoint::from(*key);
            with_curve!(p521, p521::ecdsa::VerifyingKey::from_encoded_point(&point).ok(), 66)
        }
        Public::Ed25519(key) => Ok(ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| key.verify_strict(data, &signature).is_ok())),
        Public::X25519(_) => Err(signs_nothing()),
    }
}

/// How long the salt within a signature is, which anyone can read.
fn salt_of(key: &RsaPublicKey, hash: &str, signature: &[u8], size: usize) -> Result<Option<usize>, Fault> {
    let number = BigUint::from_bytes_be(signature);
    if number >= *key.n() {
        return Ok(None);
    }
    let opened = number.modpow(key.e(), key.n()).to_bytes_be();
    let length = (key.n().bits() - 1).div_ceil(8);
    let text: Vec<u8> =
        std::iter::repeat_n(0, length.saturating_sub(opened.len())).chain(opened.iter().copied()).collect();
    let Some(end) = length.checked_sub(size + 1) else { return Ok(None) };
    let (Some(masked), Some(seed)) = (text.get(..end), text.get(end..end + size)) else { return Ok(None) };
    let mut mask = Vec::new();
    let mut round = 0_u32;
    while mask.len() < end {
        let mut hash = hashes::Hash::new(hash).ok_or_else(Fault::digest)?;
        hash.update(seed);
        hash.update(&round.to_be_bytes());
        mask.extend(hash.finish(None));
        round += 1;
    }
    let mut plain = masked.iter().zip(mask).map(|(masked, mask)| masked ^ mask).enumerate();
    let spare = length * 8 - (key.n().bits() - 1);
    let start = plain.find(|(index, byte)| (if *index == 0 { byte & (0xff >> spare) } else { *byte }) != 0);
    Ok(start.map(|(index, _)| end - index - 1))
}

/// How RSA fills what it hides. `None`: the older way.
pub struct Hiding {
    pub hash: String,
    pub mask: String,
    pub label: Vec<u8>,
}

fn oaep(hiding: &Hiding) -> Result<Oaep, Fault> {
    let label = String::from_utf8(hiding.label.clone()).map_err(|_| Fault::operation())?;
    Ok(Oaep {
        digest: hashes::digest(&hiding.hash)?,
        mgf_digest: hashes::digest(&hiding.mask)?,
        label: (!label.is_empty()).then_some(label),
    })
}

pub fn encrypt(key: &Public, hiding: Option<&Hiding>, data: &[u8]) -> Result<Vec<u8>, Fault> {
    let Public::Rsa(key) = key else { return Err(Fault::form()) };
    let done = match hiding {
        Some(hiding) => key.encrypt(&mut Random, oaep(hiding)?, data),
        None => key.encrypt(&mut Random, Pkcs1v15Encrypt, data),
    };
    done.map_err(|_| {
        Fault::new(
            "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE",
            "error:0200006E:rsa routines::data too large for key size",
        )
    })
}

pub fn decrypt(key: &Private, hiding: Option<&Hiding>, data: &[u8]) -> Result<Vec<u8>, Fault> {
    let Private::Rsa(key) = key else { return Err(Fault::form()) };
    match hiding {
        Some(hiding) => key.decrypt_blinded(&mut Random, oaep(hiding)?, data).map_err(|_| {
            Fault::new("ERR_OSSL_RSA_OAEP_DECODING_ERROR", "error:02000079:rsa routines::oaep decoding error")
        }),
        None => key.decrypt_blinded(&mut Random, Pkcs1v15Encrypt, data).map_err(|_| Fault::operation()),
    }
}

/// What two pairs have in common.
pub fn agree(private: &Private, public: &Public) -> Result<Vec<u8>, Fault> {
    macro_rules! shared {
        ($curve:ident, $private:expr, $public:expr) => {
            Ok($curve::ecdh::diffie_hellman($private.to_nonzero_scalar(), $public.as_affine())
                .raw_secret_bytes()
                .to_vec())
        };
    }
    match (private, public) {
        (Private::P256(a), Public::P256(b)) => shared!(p256, a, b),
        (Private::P384(a), Public::P384(b)) => shared!(p384, a, b),
        (Private::P521(a), Public::P521(b)) => shared!(p521, a, b),
        (Private::K256(a), Public::K256(b)) => shared!(k256, a, b),
        (Private::X25519(a), Public::X25519(b)) => {
            let shared = b.mul_clamped(*a).to_bytes();
            // A point of small order has the same in common with everybody.
            if shared == [0; 32] {
                return Err(Fault::new(
                    "ERR_OSSL_FAILED_DURING_DERIVATION",
                    "error:1C8000A4:Provider routines::failed during derivation",
                ));
            }
            Ok(shared.to_vec())
        }
        _ => Err(Fault::new("ERR_CRYPTO_INCOMPATIBLE_KEY", "Incompatible key types for Diffie-Hellman")),
    }
}
