//! Hashes by name, and what is made of them: codes for messages, keys from secrets. Pure.

use hmac::{Hmac, Mac};
use sha3::digest::{DynDigest, ExtendableOutput, Update, XofReader};

use super::Fault;

/// Calls for each hash with its type.
macro_rules! for_hash {
    ($name:expr, $D:ident => $body:expr) => {
        match $name {
            "md5" => for_hash!(@ md5::Md5, $D => $body),
            "sha1" => for_hash!(@ sha1::Sha1, $D => $body),
            "sha224" => for_hash!(@ sha2::Sha224, $D => $body),
            "sha256" => for_hash!(@ sha2::Sha256, $D => $body),
            "sha384" => for_hash!(@ sha2::Sha384, $D => $body),
            "sha512" => for_hash!(@ sha2::Sha512, $D => $body),
            "sha512-224" => for_hash!(@ sha2::Sha512_224, $D => $body),
            "sha512-256" => for_hash!(@ sha2::Sha512_256, $D => $body),
            "sha3-224" => for_hash!(@ sha3::Sha3_224, $D => $body),
            "sha3-256" => for_hash!(@ sha3::Sha3_256, $D => $body),
            "sha3-384" => for_hash!(@ sha3::Sha3_384, $D => $body),
            "sha3-512" => for_hash!(@ sha3::Sha3_512, $D => $body),
            "ripemd160" => for_hash!(@ ripemd::Ripemd160, $D => $body),
            _ => None,
        }
    };
    (@ $type:ty, $D:ident => $body:expr) => {{
        type $D = $type;
        Some($body)
    }};
}

/// A hash at work.
#[derive(Clone)]
pub enum Hash {
    Fixed(Box<dyn DynDigest>),
    Shake128(sha3::Shake128),
    Shake256(sha3::Shake256),
}

impl Hash {
    pub fn new(name: &str) -> Option<Self> {
        match name {
            "shake128" => Some(Self::Shake128(sha3::Shake128::default())),
            "shake256" => Some(Self::Shake256(sha3::Shake256::default())),
            "blake2b512" => Some(Self::Fixed(Box::new(blake2::Blake2b512::default()))),
            "blake2s256" => Some(Self::Fixed(Box::new(blake2::Blake2s256::default()))),
            name => for_hash!(name, D => Self::Fixed(Box::new(D::default()))),
        }
    }

    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Fixed(hash) => hash.update(bytes),
            Self::Shake128(hash) => hash.update(bytes),
            Self::Shake256(hash) => hash.update(bytes),
        }
    }

    /// `length` is for those that give as many bytes as one likes.
    pub fn finish(self, length: Option<usize>) -> Vec<u8> {
        let read = |mut reader: Box<dyn XofReader>, usual: usize| {
            let mut out = vec![0; length.unwrap_or(usual)];
            reader.read(&mut out);
            out
        };
        match self {
            Self::Fixed(hash) => hash.finalize().into_vec(),
            Self::Shake128(hash) => read(Box::new(hash.finalize_xof()), 16),
            Self::Shake256(hash) => read(Box::new(hash.finalize_xof()), 32),
        }
    }

    pub fn size(name: &str) -> Option<usize> {
        match Self::new(name)? {
            Self::Fixed(hash) => Some(hash.output_size()),
            Self::Shake128(_) => Some(16),
            Self::Shake256(_) => Some(32),
        }
    }
}

/// For the paddings of RSA.
pub fn digest(name: &str) -> Result<Box<dyn DynDigest + Send + Sync>, Fault> {
    let made: Option<Box<dyn DynDigest + Send + Sync>> = for_hash!(name, D => Box::new(D::default()));
    made.ok_or_else(Fault::digest)
}

pub fn once(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut hash = Hash::new(name).ok_or_else(Fault::digest)?;
    hash.update(bytes);
    Ok(hash.finish(None))
}

/// A code for messages at work.
pub trait Code {
    fn update(&mut self, bytes: &[u8]);
    fn finish(self: Box<Self>) -> Vec<u8>;
}

impl<M: Mac> Code for M {
    fn update(&mut self, bytes: &[u8]) {
        Mac::update(self, bytes);
    }
    fn finish(self: Box<Self>) -> Vec<u8> {
        self.finalize().into_bytes().to_vec()
    }
}

pub fn code(name: &str, key: &[u8]) -> Result<Box<dyn Code>, Fault> {
    let made: Option<Option<Box<dyn Code>>> = for_hash!(name, D => {
        <Hmac<D> as Mac>::new_from_slice(key).ok().map(|code| Box::new(code) as Box<dyn Code>)
    });
    made.flatten().ok_or_else(Fault::digest)
}

pub fn pbkdf2(name: &str, secret: &[u8], salt: &[u8], rounds: u32, length: usize) -> Result<Vec<u8>, Fault> {
    let mut out = vec![0; length];
    let made = for_hash!(name, D => pbkdf2::pbkdf2::<Hmac<D>>(secret, salt, rounds, &mut out).is_ok());
    if made == Some(true) { Ok(out) } else { Err(Fault::digest()) }
}

pub fn hkdf(name: &str, key: &[u8], salt: &[u8], info: &[u8], length: usize) -> Result<Vec<u8>, Fault> {
    let mut out = vec![0; length];
    let made = for_hash!(name, D => hkdf::Hkdf::<D>::new(Some(salt), key).expand(info, &mut out).is_ok());
    if made == Some(true) { Ok(out) } else { Err(Fault::digest()) }
}

/// `cost` is a power of two: the caller has looked.
pub fn scrypt(
    secret: &[u8],
    salt: &[u8],
    cost: u32,
    block: u32,
    lanes: u32,
    length: usize,
) -> Result<Vec<u8>, Fault> {
    let mut out = vec![0; length];
    if length == 0 {
        return Ok(out);
    }
    // The length it asks for is only looked at by what stores passwords.
    let params = scrypt::Params::new(cost.ilog2() as u8, block, lanes, 32);
    let params =
        params.map_err(|_| Fault::new("ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params"))?;
    scrypt::scrypt(secret, salt, &params, &mut out)
        .map_err(|_| Fault::new("ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params"))?;
    Ok(out)
}
