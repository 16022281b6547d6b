//! Keys in pairs: read from and written as what other programs know. Pure.

use curve25519_dalek::{EdwardsPoint, MontgomeryPoint};
use ed25519_dalek::pkcs8::{KeypairBytes, PublicKeyBytes};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey, EncodeRsaPrivateKey, EncodeRsaPublicKey};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};

use super::{Fault, Random};

pub enum Private {
    Rsa(Box<RsaPrivateKey>),
    P256(p256::SecretKey),
    P384(p384::SecretKey),
    P521(p521::SecretKey),
    K256(k256::SecretKey),
    Ed25519(ed25519_dalek::SigningKey),
    X25519([u8; 32]),
}

pub enum Public {
    Rsa(Box<RsaPublicKey>),
    P256(p256::PublicKey),
    P384(p384::PublicKey),
    P521(p521::PublicKey),
    K256(k256::PublicKey),
    Ed25519(ed25519_dalek::VerifyingKey),
    X25519(MontgomeryPoint),
}

/// What stands before the bytes of a private and of a public key of X25519.
const X_PRIVATE: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20];
const X_PUBLIC: [u8; 12] = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 3, 0x21, 0];

/// The bytes behind that.
fn behind(head: &[u8], der: &[u8]) -> Option<[u8; 32]> {
    der.strip_prefix(head)?.try_into().ok()
}

/// The same for a key of each curve.
macro_rules! on_curves {
    ($Kind:ident, $value:expr, $key:ident => $body:expr, rsa $rsa:pat => $with_rsa:expr, ed $ed:pat => $with_ed:expr, x $x:pat => $with_x:expr) => {
        match $value {
            $Kind::Rsa($rsa) => $with_rsa,
            $Kind::P256($key) => $body,
            $Kind::P384($key) => $body,
            $Kind::P521($key) => $body,
            $Kind::K256($key) => $body,
            $Kind::Ed25519($ed) => $with_ed,
            $Kind::X25519($x) => $with_x,
        }
    };
}

/// The parts of a key by the names JWK has for them.
pub type Parts = Vec<(String, Vec<u8>)>;

fn unreadable<E>(_: E) -> Fault {
    Fault::new("ERR_OSSL_UNSUPPORTED", "error:1E08010C:DECODER routines::unsupported")
}

fn part<'p>(parts: &'p Parts, name: &str) -> Result<&'p [u8], Fault> {
    let found = parts.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_slice());
    found.ok_or_else(|| Fault::new("ERR_CRYPTO_INVALID_JWK", "Invalid JWK data"))
}

fn number(parts: &Parts, name: &str) -> Result<BigUint, Fault> {
    part(parts, name).map(BigUint::from_bytes_be)
}

fn invalid<E>(_: E) -> Fault {
    Fault::new("ERR_CRYPTO_INVALID_JWK", "Invalid JWK data")
}

impl Private {
    pub fn generate(kind: &str, bits: usize, exponent: u32) -> Result<Self, Fault> {
        let random = &mut Random;
        Ok(match kind {
            // With an even exponent no primes would ever do.
            "rsa" if exponent < 3 || exponent.is_multiple_of(2) => return Err(Fault::operation()),
            "rsa" => {
                let key = RsaPrivateKey::new_with_exp(random, bits, &BigUint::from(exponent));
                Self::Rsa(Box::new(key.map_err(|_| Fault::operation())?))
            }
            "P-256" => Self::P256(p256::SecretKey::random(random)),
            "P-384" => Self::P384(p384::SecretKey::random(random)),
            "P-521" => Self::P521(p521::SecretKey::random(random)),
            "secp256k1" => Self::K256(k256::SecretKey::random(random)),
            "ed25519" => Self::Ed25519(ed25519_dalek::SigningKey::generate(random)),
            "x25519" => {
                let mut bytes = [0; 32];
                rsa::rand_core::RngCore::fill_bytes(random, &mut bytes);
                Self::X25519(bytes)
            }
            _ => return Err(Fault::new("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name")),
        })
    }

    pub fn read(form: &str, bytes: &[u8]) -> Result<Self, Fault> {
        if form == "pkcs1" {
            return RsaPrivateKey::from_pkcs1_der(bytes)
                .map(|key| Self::Rsa(Box::new(key)))
                .map_err(unreadable);
        }
        if form == "sec1" {
            return None
                .or_else(|| p256::SecretKey::from_sec1_der(bytes).ok().map(Self::P256))
                .or_else(|| p384::SecretKey::from_sec1_der(bytes).ok().map(Self::P384))
                .or_else(|| p521::SecretKey::from_sec1_der(bytes).ok().map(Self::P521))
                .or_else(|| k256::SecretKey::from_sec1_der(bytes).ok().map(Self::K256))
                .ok_or_else(|| unreadable(()));
        }
        None.or_else(|| RsaPrivateKey::from_pkcs8_der(bytes).ok().map(|key| Self::Rsa(Box::new(key))))
            .or_else(|| p256::SecretKey::from_pkcs8_der(bytes).ok().map(Self::P256))
            .or_else(|| p384::SecretKey::from_pkcs8_der(bytes).ok().map(Self::P384))
            .or_else(|| p521::SecretKey::from_pkcs8_der(bytes).ok().map(Self::P521))
            .or_else(|| k256::SecretKey::from_pkcs8_der(bytes).ok().map(Self::K256))
            .or_else(|| ed25519_dalek::SigningKey::from_pkcs8_der(bytes).ok().map(Self::Ed25519))
            .or_else(|| behind(&X_PRIVATE, bytes).map(Self::X25519))
            .ok_or_else(|| unreadable(()))
    }

    pub fn from_parts(kind: &str, parts: &Parts) -> Result<Self, Fault> {
        let scalar = || part(parts, "d");
        let key = match kind {
            "rsa" => {
                let primes = vec![number(parts, "p")?, number(parts, "q")?];
                let (n, e, d) = (number(parts, "n")?, number(parts, "e")?, number(parts, "d")?);
                let mut key = RsaPrivateKey::from_components(n, e, d, primes).map_err(invalid)?;
                key.precompute().map_err(invalid)?;
                Self::Rsa(Box::new(key))
            }
            "P-256" => Self::P256(p256::SecretKey::from_slice(scalar()?).map_err(invalid)?),
            "P-384" => Self::P384(p384::SecretKey::from_slice(scalar()?).map_err(invalid)?),
            "P-521" => Self::P521(p521::SecretKey::from_slice(scalar()?).map_err(invalid)?),
            "secp256k1" => Self::K256(k256::SecretKey::from_slice(scalar()?).map_err(invalid)?),
            "x25519" => Self::X25519(scalar()?.try_into().map_err(invalid)?),
            _ => Self::Ed25519(ed25519_dalek::SigningKey::from_bytes(scalar()?.try_into().map_err(invalid)?)),
        };
        // A number that belongs to another point is no key.
        let is_curve = !matches!(key, Self::Rsa(_) | Self::Ed25519(_) | Self::X25519(_));
        let told = key.public().parts();
        let differs =
            |(name, bytes): &(String, Vec<u8>)| told.iter().any(|(known, own)| known == name && own != bytes);
        if is_curve && parts.iter().any(differs) { Err(invalid(())) } else { Ok(key) }
    }

    pub fn write(&self, form: &str) -> Result<Vec<u8>, Fault> {
        let plain = |document: rsa::pkcs8::SecretDocument| document.as_bytes().to_vec();
        let fails = |_| Fault::operation();
        if form == "pkcs1" {
            let Self::Rsa(key) = self else { return Err(Fault::form()) };
            return key.to_pkcs1_der().map(|it| it.as_bytes().to_vec()).map_err(|_| Fault::operation());
        }
        if form == "sec1" {
            return on_curves!(Self, self, key => {
                let der = key.to_sec1_der().map_err(|_| Fault::operation())?;
                named(&der, self.public().kind()).ok_or_else(Fault::operation)
            }, rsa _ => Err(Fault::form()), ed _ => Err(Fault::form()), x _ => Err(Fault::form()));
        }
        on_curves!(Self, self, key => key.to_pkcs8_der().map(plain).map_err(fails),
        rsa key => key.to_pkcs8_der().map(plain).map_err(fails),
        ed key => {
            let bytes = KeypairBytes { secret_key: key.to_bytes(), public_key: None };
            ed25519_dalek::pkcs8::EncodePrivateKey::to_pkcs8_der(&bytes).map(plain).map_err(fails)
        },
        x key => Ok([X_PRIVATE.as_slice(), key].concat()))
    }

    pub fn public(&self) -> Public {
        match self {
            Self::Rsa(key) => Public::Rsa(Box::new(key.to_public_key())),
            Self::P256(key) => Public::P256(key.public_key()),
            Self::P384(key) => Public::P384(key.public_key()),
            Self::P521(key) => Public::P521(key.public_key()),
            Self::K256(key) => Public::K256(key.public_key()),
            Self::Ed25519(key) => Public::Ed25519(key.verifying_key()),
            Self::X25519(key) => Public::X25519(EdwardsPoint::mul_base_clamped(*key).to_montgomery()),
        }
    }

    /// What makes it private, beside the parts of the public key.
    pub fn parts(&self) -> Parts {
        let mut parts = self.public().parts();
        let named = |name: &str, bytes: Vec<u8>| (name.to_owned(), bytes);
        on_curves!(Self, self, key => parts.push(named("d", key.to_bytes().to_vec())),
            rsa key => {
                parts.push(named("d", key.d().to_bytes_be()));
                for (name, prime) in ["p", "q"].into_iter().zip(key.primes()) {
                    parts.push(named(name, prime.to_bytes_be()));
                }
                for (name, value) in [("dp", key.dp()), ("dq", key.dq())] {
                    parts.extend(value.map(|value| named(name, value.to_bytes_be())));
                }
                parts.extend(key.crt_coefficient().map(|value| named("qi", value.to_bytes_be())));
            },
            ed key => parts.push(named("d", key.to_bytes().to_vec())),
            x key => parts.push(named("d", key.to_vec())));
        parts
    }
}

impl Public {
    pub fn read(form: &str, bytes: &[u8]) -> Result<Self, Fault> {
        if form == "pkcs1" {
            return RsaPublicKey::from_pkcs1_der(bytes)
                .map(|key| Self::Rsa(Box::new(key)))
                .map_err(unreadable);
        }
        None.or_else(|| RsaPublicKey::from_public_key_der(bytes).ok().map(|key| Self::Rsa(Box::new(key))))
            .or_else(|| p256::PublicKey::from_public_key_der(bytes).ok().map(Self::P256))
            .or_else(|| p384::PublicKey::from_public_key_der(bytes).ok().map(Self::P384))
            .or_else(|| p521::PublicKey::from_public_key_der(bytes).ok().map(Self::P521))
            .or_else(|| k256::PublicKey::from_public_key_der(bytes).ok().map(Self::K256))
            .or_else(|| ed25519_dalek::VerifyingKey::from_public_key_der(bytes).ok().map(Self::Ed25519))
            .or_else(|| behind(&X_PUBLIC, bytes).map(MontgomeryPoint).map(Self::X25519))
            .ok_or_else(|| unreadable(()))
    }

    /// A point of a curve, as it stands: `x` and `y`, or one of them and a sign.
    pub fn from_point(kind: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let wrong = |_| {
            Fault::new("ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY", "Public key is not valid for specified curve")
        };
        Ok(match kind {
            "P-256" => Self::P256(p256::PublicKey::from_sec1_bytes(bytes).map_err(wrong)?),
            "P-384" => Self::P384(p384::PublicKey::from_sec1_bytes(bytes).map_err(wrong)?),
            "P-521" => Self::P521(p521::PublicKey::from_sec1_bytes(bytes).map_err(wrong)?),
            "secp256k1" => Self::K256(k256::PublicKey::from_sec1_bytes(bytes).map_err(wrong)?),
            "ed25519" => {
                let bytes = bytes.try_into().map_err(invalid)?;
                Self::Ed25519(ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(invalid)?)
            }
            "x25519" => Self::X25519(MontgomeryPoint(bytes.try_into().map_err(invalid)?)),
            _ => return Err(Fault::new("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name")),
        })
    }

    pub fn from_parts(kind: &str, parts: &Parts) -> Result<Self, Fault> {
        match kind {
            "rsa" => {
                let key = RsaPublicKey::new(number(parts, "n")?, number(parts, "e")?).map_err(invalid)?;
                Ok(Self::Rsa(Box::new(key)))
            }
            "ed25519" | "x25519" => Self::from_point(kind, part(parts, "x")?),
            _ => {
                let (x, y) = (part(parts, "x")?, part(parts, "y")?);
                let point: Vec<u8> =
                    std::iter::once(4).chain(x.iter().copied()).chain(y.iter().copied()).collect();
                Self::from_point(kind, &point).map_err(invalid)
            }
        }
    }

    pub fn write(&self, form: &str) -> Result<Vec<u8>, Fault> {
        let fails = |_| Fault::operation();
        if form == "pkcs1" {
            let Self::Rsa(key) = self else { return Err(Fault::form()) };
            return key.to_pkcs1_der().map(|it| it.as_bytes().to_vec()).map_err(|_| Fault::operation());
        }
        on_curves!(Self, self, key => key.to_public_key_der().map(|it| it.as_bytes().to_vec()).map_err(fails),
        rsa key => key.to_public_key_der().map(|it| it.as_bytes().to_vec()).map_err(fails),
        ed key => {
            let bytes = PublicKeyBytes(key.to_bytes());
            ed25519_dalek::pkcs8::EncodePublicKey::to_public_key_der(&bytes)
                .map(|it| it.as_bytes().to_vec())
                .map_err(fails)
        },
        x key => Ok([X_PUBLIC.as_slice(), key.as_bytes()].concat()))
    }

    pub fn point(&self, is_short: bool) -> Vec<u8> {
        on_curves!(Self, self, key => key.to_encoded_point(is_short).as_bytes().to_vec(),
            rsa _ => Vec::new(), ed key => key.to_bytes().to_vec(), x key => key.to_bytes().to_vec())
    }

    /// `rsa`, `ed25519`, `x25519` or the name of the curve.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "rsa",
            Self::P256(_) => "P-256",
            Self::P384(_) => "P-384",
            Self::P521(_) => "P-521",
            Self::K256(_) => "secp256k1",
            Self::Ed25519(_) => "ed25519",
            Self::X25519(_) => "x25519",
        }
    }

    pub fn parts(&self) -> Parts {
        let named = |name: &str, bytes: Vec<u8>| (name.to_owned(), bytes);
        on_curves!(Self, self, key => {
            let point = key.to_encoded_point(false);
            let coordinate = |it: Option<&[u8]>| it.unwrap_or_default().to_vec();
            vec![
                named("x", coordinate(point.x().map(|it| it.as_slice()))),
                named("y", coordinate(point.y().map(|it| it.as_slice()))),
            ]
        }, rsa key => vec![named("n", key.n().to_bytes_be()), named("e", key.e().to_bytes_be())],
           ed key => vec![named("x", key.to_bytes().to_vec())],
           x key => vec![named("x", key.to_bytes().to_vec())])
    }
}

/// A private key of a curve with the curve's name in it: without the name nobody else can read it.
fn named(der: &[u8], kind: &str) -> Option<Vec<u8>> {
    let name: &[u8] = match kind {
        "P-256" => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        "P-384" => &[0x2b, 0x81, 0x04, 0x00, 0x22],
        "P-521" => &[0x2b, 0x81, 0x04, 0x00, 0x23],
        _ => &[0x2b, 0x81, 0x04, 0x00, 0x0a],
    };
    let head = if *der.get(1)? < 0x80 { 2 } else { 2 + usize::from(*der.get(1)? & 0x7f) };
    // A version, the number, and then the point.
    let number = head + 3;
    let (before, point) = der.get(head..)?.split_at_checked(3 + 2 + usize::from(*der.get(number + 1)?))?;
    let count = name.len() as u8;
    let mut body = before.to_vec();
    body.extend([0xa0, count + 2, 0x06, count]);
    body.extend_from_slice(name);
    body.extend_from_slice(point);
    let mut out = vec![0x30];
    match u8::try_from(body.len()).ok()? {
        short @ 0..=0x7f => out.push(short),
        long => out.extend([0x81, long]),
    }
    out.extend(body);
    Some(out)
}

/// Another writing of the same point.
pub fn convert(kind: &str, point: &[u8], is_short: bool) -> Result<Vec<u8>, Fault> {
    Public::from_point(kind, point).map(|key| key.point(is_short))
}
