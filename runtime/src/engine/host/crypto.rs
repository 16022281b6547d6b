//! Cryptography for the library: hashes, ciphers and keys, by functions of bytes.

mod asymmetric;
mod chacha;
mod ciphers;
mod hashes;
mod keys;

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, FromJs, Function, IntoJs, Object, TypedArray, Value};

use super::encoding::view;
use crate::engine::certificates;
use asymmetric::{Hiding, Padding};
use ciphers::Cipher;
use hashes::{Code, Hash};
use keys::{Parts, Private, Public};

/// What Node says went wrong. Without a code: a plain `Error`.
#[derive(Debug)]
pub struct Fault {
    code: &'static str,
    message: &'static str,
}

impl Fault {
    const fn new(code: &'static str, message: &'static str) -> Self {
        Self { code, message }
    }
    fn digest() -> Self {
        Self::new("ERR_CRYPTO_INVALID_DIGEST", "Invalid digest")
    }
    fn operation() -> Self {
        Self::new("ERR_CRYPTO_OPERATION_FAILED", "The operation failed for an operation-specific reason")
    }
    fn form() -> Self {
        Self::new(
            "ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS",
            "The selected key encoding is incompatible with the key type",
        )
    }
    fn wrong_length() -> Self {
        Self::new(
            "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH",
            "error:1C80006B:Provider routines::wrong final block length",
        )
    }
    fn bad_decrypt() -> Self {
        Self::new("ERR_OSSL_BAD_DECRYPT", "error:1C800064:Provider routines::bad decrypt")
    }
}

/// Random numbers of the operating system, as the crates ask for them.
struct Random;

impl rsa::rand_core::RngCore for Random {
    fn next_u32(&mut self) -> u32 {
        rsa::rand_core::impls::next_u32_via_fill(self)
    }
    fn next_u64(&mut self) -> u64 {
        rsa::rand_core::impls::next_u64_via_fill(self)
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        // Without random numbers there are no keys: zeros would be worse than a loop.
        while getrandom::fill(bytes).is_err() {
            std::thread::yield_now();
        }
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for Random {}

/// A copy of a view's bytes.
struct Bytes(Vec<u8>);

impl<'js> FromJs<'js> for Bytes {
    fn from_js(ctx: &Ctx<'js>, value: Value<'js>) -> rquickjs::Result<Self> {
        let bytes = TypedArray::<u8>::from_js(ctx, value)?;
        Ok(Self(view(ctx, &bytes)?.to_vec()))
    }
}

type Answer<'js> = rquickjs::Result<Value<'js>>;

/// Bytes, or an object that says what went wrong.
fn given<'js>(ctx: &Ctx<'js>, result: Result<Vec<u8>, Fault>) -> Answer<'js> {
    match result {
        Ok(bytes) => TypedArray::new(ctx.clone(), bytes)?.into_js(ctx),
        Err(fault) => failed(ctx, &fault),
    }
}

fn failed<'js>(ctx: &Ctx<'js>, fault: &Fault) -> Answer<'js> {
    let object = Object::new(ctx.clone())?;
    object.set("code", fault.code)?;
    object.set("fault", fault.message)?;
    Ok(object.into_value())
}

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    hashing(&object)?;
    secrets(&object)?;
    reading(&object)?;
    pairs(&object)?;
    object.set("cipher", Func::from(cipher))?;
    Ok(object)
}

fn hashing<'js>(object: &Object<'js>) -> rquickjs::Result<()> {
    let make = |ctx: Ctx<'js>, name: String| match Hash::new(&name) {
        Some(hash) => hash_at_work(&ctx, hash).map(Object::into_value),
        None => Ok(Value::new_null(ctx)),
    };
    object.set("hash", Func::from(make))?;
    let once = |ctx: Ctx<'js>, name: String, bytes: Bytes| given(&ctx, hashes::once(&name, &bytes.0));
    object.set("digest", Func::from(once))?;
    let code = |ctx: Ctx<'js>, name: String, key: Bytes| match hashes::code(&name, &key.0) {
        Ok(code) => code_at_work(&ctx, code).map(Object::into_value),
        Err(fault) => failed(&ctx, &fault),
    };
    object.set("code", Func::from(code))?;
    // Takes as long wherever they differ.
    let equal = |a: Bytes, b: Bytes| {
        a.0.len() == b.0.len() && a.0.iter().zip(&b.0).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    };
    object.set("equal", Func::from(equal))?;
    let power = |ctx: Ctx<'js>, base: Bytes, exponent: Bytes, modulus: Bytes| {
        let [base, exponent, modulus] =
            [base, exponent, modulus].map(|it| rsa::BigUint::from_bytes_be(&it.0));
        if modulus.bits() == 0 {
            return Err(rquickjs::Exception::throw_range(&ctx, "Division by zero"));
        }
        TypedArray::new(ctx, base.modpow(&exponent, &modulus).to_bytes_be())
    };
    object.set("modPow", Func::from(power))?;
    // As JSON; `null` where the bytes are none.
    object.set(
        "certificate",
        Func::from(|der: Bytes| {
            certificates::told(&der.0).and_then(|told| serde_json::to_string(&told).ok())
        }),
    )
}

fn hash_at_work<'js>(ctx: &Ctx<'js>, hash: Hash) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let hash = Rc::new(RefCell::new(Some(hash)));
    let shared = Rc::clone(&hash);
    let update = move |bytes: Bytes| {
        if let Some(hash) = shared.borrow_mut().as_mut() {
            hash.update(&bytes.0);
        }
    };
    object.set("update", Function::new(ctx.clone(), update)?)?;
    let shared = Rc::clone(&hash);
    let finish = move |ctx: Ctx<'js>, length: Option<usize>| {
        let hash = shared.borrow_mut().take();
        TypedArray::new(ctx, hash.map_or_else(Vec::new, |hash| hash.finish(length)))
    };
    object.set("finish", Function::new(ctx.clone(), finish)?)?;
    let copy = move |ctx: Ctx<'js>| -> Answer<'js> {
        let copy = hash.borrow().clone();
        match copy {
            Some(copy) => hash_at_work(&ctx, copy).map(Object::into_value),
            None => Ok(Value::new_null(ctx)),
        }
    };
    object.set("copy", Function::new(ctx.clone(), copy)?)?;
    Ok(object)
}

fn code_at_work<'js>(ctx: &Ctx<'js>, code: Box<dyn Code>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let code = Rc::new(RefCell::new(Some(code)));
    let shared = Rc::clone(&code);
    let update = move |bytes: Bytes| {
        if let Some(code) = shared.borrow_mut().as_mut() {
            code.update(&bytes.0);
        }
    };
    object.set("update", Function::new(ctx.clone(), update)?)?;
    let finish = move |ctx: Ctx<'js>| {
        let code = code.borrow_mut().take();
        TypedArray::new(ctx, code.map_or_else(Vec::new, Code::finish))
    };
    object.set("finish", Function::new(ctx.clone(), finish)?)?;
    Ok(object)
}

/// Keys from secrets, and keys within keys.
fn secrets<'js>(object: &Object<'js>) -> rquickjs::Result<()> {
    object.set(
        "pbkdf2",
        Func::from(|ctx: Ctx<'js>, hash: String, secret: Bytes, salt: Bytes, rounds: u32, length: usize| {
            given(&ctx, hashes::pbkdf2(&hash, &secret.0, &salt.0, rounds, length))
        }),
    )?;
    object.set(
        "hkdf",
        Func::from(|ctx: Ctx<'js>, hash: String, key: Bytes, salt: Bytes, info: Bytes, length: usize| {
            given(&ctx, hashes::hkdf(&hash, &key.0, &salt.0, &info.0, length))
        }),
    )?;
    // Cost, block size, lanes and length.
    object.set(
        "scrypt",
        Func::from(|ctx: Ctx<'js>, secret: Bytes, salt: Bytes, sizes: Vec<u32>, length: usize| {
            let [cost, block, lanes] = *sizes.as_slice() else { return failed(&ctx, &Fault::operation()) };
            given(&ctx, hashes::scrypt(&secret.0, &salt.0, cost, block, lanes, length))
        }),
    )?;
    object.set(
        "wrap",
        Func::from(|ctx: Ctx<'js>, key: Bytes, inner: Bytes| given(&ctx, ciphers::wrap(&key.0, &inner.0))),
    )?;
    object.set(
        "unwrap",
        Func::from(|ctx: Ctx<'js>, key: Bytes, outer: Bytes| given(&ctx, ciphers::unwrap(&key.0, &outer.0))),
    )
}

fn cipher<'js>(ctx: Ctx<'js>, mode: String, key: Bytes, iv: Bytes, encrypts: bool) -> Answer<'js> {
    let cipher = match Cipher::new(&mode, &key.0, &iv.0, encrypts) {
        Ok(cipher) => Rc::new(RefCell::new(cipher)),
        Err(fault) => return failed(&ctx, &fault),
    };
    let object = Object::new(ctx.clone())?;
    let shared = Rc::clone(&cipher);
    let update =
        move |ctx: Ctx<'js>, bytes: Bytes| TypedArray::new(ctx, shared.borrow_mut().update(&bytes.0));
    object.set("update", Function::new(ctx.clone(), update)?)?;
    let shared = Rc::clone(&cipher);
    let finish = move |ctx: Ctx<'js>| given(&ctx, shared.borrow_mut().finish());
    object.set("finish", Function::new(ctx.clone(), finish)?)?;
    let shared = Rc::clone(&cipher);
    let pad = move |is_padded: bool| shared.borrow_mut().pad(is_padded);
    object.set("pad", Function::new(ctx.clone(), pad)?)?;
    let shared = Rc::clone(&cipher);
    let say = move |bytes: Bytes| shared.borrow_mut().say(&bytes.0);
    object.set("say", Function::new(ctx.clone(), say)?)?;
    let shared = Rc::clone(&cipher);
    let expect = move |tag: Bytes| shared.borrow_mut().expect(&tag.0);
    object.set("expect", Function::new(ctx.clone(), expect)?)?;
    let tag = move |ctx: Ctx<'js>| match cipher.borrow().tag() {
        Some(tag) => TypedArray::new(ctx.clone(), tag)?.into_js(&ctx),
        None => Ok(Value::new_null(ctx.clone())),
    };
    object.set("tag", Function::new(ctx.clone(), tag)?)?;
    Ok(object.into_value())
}

/// What a public key is: its kind, its bits and, of RSA, its exponent.
fn described<'js>(ctx: &Ctx<'js>, key: &Public, der: Vec<u8>) -> Answer<'js> {
    let object = Object::new(ctx.clone())?;
    object.set("der", TypedArray::new(ctx.clone(), der)?)?;
    object.set("kind", key.kind())?;
    if let Public::Rsa(key) = key {
        use rsa::traits::PublicKeyParts;
        object.set("bits", key.n().bits())?;
        object.set("exponent", key.e().to_string())?;
    }
    Ok(object.into_value())
}

fn shown<'js>(ctx: &Ctx<'js>, key: Result<Private, Fault>) -> Answer<'js> {
    match key.and_then(|key| key.write("pkcs8").map(|der| (key, der))) {
        Ok((key, der)) => described(ctx, &key.public(), der),
        Err(fault) => failed(ctx, &fault),
    }
}

fn shown_public<'js>(ctx: &Ctx<'js>, key: Result<Public, Fault>) -> Answer<'js> {
    match key.and_then(|key| key.write("spki").map(|der| (key, der))) {
        Ok((key, der)) => described(ctx, &key, der),
        Err(fault) => failed(ctx, &fault),
    }
}

/// An object of the parts.
fn listed<'js>(ctx: &Ctx<'js>, parts: Result<Parts, Fault>) -> Answer<'js> {
    match parts {
        Ok(parts) => {
            let object = Object::new(ctx.clone())?;
            for (name, bytes) in parts {
                object.set(name, TypedArray::new(ctx.clone(), bytes)?)?;
            }
            Ok(object.into_value())
        }
        Err(fault) => failed(ctx, &fault),
    }
}

fn collected(names: Vec<String>, parts: Vec<Bytes>) -> Parts {
    names.into_iter().zip(parts).map(|(name, bytes)| (name, bytes.0)).collect()
}

/// Between keys and the ways of writing them.
fn reading<'js>(object: &Object<'js>) -> rquickjs::Result<()> {
    object.set(
        "generate",
        Func::from(|ctx: Ctx<'js>, kind: String, bits: usize, exponent: u32| {
            shown(&ctx, Private::generate(&kind, bits, exponent))
        }),
    )?;
    object.set(
        "readPrivate",
        Func::from(|ctx: Ctx<'js>, form: String, bytes: Bytes| shown(&ctx, Private::read(&form, &bytes.0))),
    )?;
    object.set(
        "readPublic",
        Func::from(|ctx: Ctx<'js>, form: String, bytes: Bytes| {
            shown_public(&ctx, Public::read(&form, &bytes.0))
        }),
    )?;
    object.set(
        "publicOf",
        Func::from(|ctx: Ctx<'js>, der: Bytes| {
            shown_public(&ctx, Private::read("pkcs8", &der.0).map(|key| key.public()))
        }),
    )?;
    object.set(
        "writePrivate",
        Func::from(|ctx: Ctx<'js>, der: Bytes, form: String| {
            given(&ctx, Private::read("pkcs8", &der.0).and_then(|key| key.write(&form)))
        }),
    )?;
    object.set(
        "writePublic",
        Func::from(|ctx: Ctx<'js>, der: Bytes, form: String| {
            given(&ctx, Public::read("spki", &der.0).and_then(|key| key.write(&form)))
        }),
    )?;
    object.set(
        "privateParts",
        Func::from(|ctx: Ctx<'js>, der: Bytes| {
            listed(&ctx, Private::read("pkcs8", &der.0).map(|key| key.parts()))
        }),
    )?;
    object.set(
        "publicParts",
        Func::from(|ctx: Ctx<'js>, der: Bytes| {
            listed(&ctx, Public::read("spki", &der.0).map(|key| key.parts()))
        }),
    )?;
    object.set(
        "privateFrom",
        Func::from(|ctx: Ctx<'js>, kind: String, names: Vec<String>, parts: Vec<Bytes>| {
            shown(&ctx, Private::from_parts(&kind, &collected(names, parts)))
        }),
    )?;
    object.set(
        "publicFrom",
        Func::from(|ctx: Ctx<'js>, kind: String, names: Vec<String>, parts: Vec<Bytes>| {
            shown_public(&ctx, Public::from_parts(&kind, &collected(names, parts)))
        }),
    )?;
    object.set(
        "publicFromPoint",
        Func::from(|ctx: Ctx<'js>, kind: String, point: Bytes| {
            shown_public(&ctx, Public::from_point(&kind, &point.0))
        }),
    )?;
    object.set(
        "point",
        Func::from(|ctx: Ctx<'js>, kind: String, point: Bytes, is_short: bool| {
            given(&ctx, keys::convert(&kind, &point.0, is_short))
        }),
    )
}

/// `-100` is the older padding; else the length of the salt.
fn padding(salt: i32) -> Padding {
    if salt == -100 { Padding::Pkcs1 } else { Padding::Pss(salt) }
}

/// The hash and the mask's hash; none: the older padding.
fn hiding(hashes: Vec<String>, label: Bytes) -> Option<Hiding> {
    let [hash, mask] = <[String; 2]>::try_from(hashes).ok()?;
    Some(Hiding { hash, mask, label: label.0 })
}

/// What keys in pairs do.
fn pairs<'js>(object: &Object<'js>) -> rquickjs::Result<()> {
    object.set(
        "sign",
        Func::from(|ctx: Ctx<'js>, der: Bytes, hash: String, data: Bytes, salt: i32, is_plain: bool| {
            let key = Private::read("pkcs8", &der.0);
            given(&ctx, key.and_then(|key| asymmetric::sign(&key, &hash, &data.0, padding(salt), is_plain)))
        }),
    )?;
    object.set(
        "verify",
        Func::from(|ctx: Ctx<'js>, der: Bytes, hash: String, data: Vec<Bytes>, salt: i32, is_plain: bool| {
            let [data, signature] = data.as_slice() else { return failed(&ctx, &Fault::operation()) };
            let verified = Public::read("spki", &der.0).and_then(|key| {
                asymmetric::verify(&key, &hash, &data.0, &signature.0, padding(salt), is_plain)
            });
            match verified {
                Ok(is_right) => is_right.into_js(&ctx),
                Err(fault) => failed(&ctx, &fault),
            }
        }),
    )?;
    object.set(
        "encrypt",
        Func::from(|ctx: Ctx<'js>, der: Bytes, hashes: Vec<String>, label: Bytes, data: Bytes| {
            let key = Public::read("spki", &der.0);
            given(
                &ctx,
                key.and_then(|key| asymmetric::encrypt(&key, hiding(hashes, label).as_ref(), &data.0)),
            )
        }),
    )?;
    object.set(
        "decrypt",
        Func::from(|ctx: Ctx<'js>, der: Bytes, hashes: Vec<String>, label: Bytes, data: Bytes| {
            let key = Private::read("pkcs8", &der.0);
            given(
                &ctx,
                key.and_then(|key| asymmetric::decrypt(&key, hiding(hashes, label).as_ref(), &data.0)),
            )
        }),
    )?;
    object.set(
        "agree",
        Func::from(|ctx: Ctx<'js>, private: Bytes, public: Bytes| {
            let private = Private::read("pkcs8", &private.0);
            let both =
                private.and_then(|private| Public::read("spki", &public.0).map(|public| (private, public)));
            given(&ctx, both.and_then(|(private, public)| asymmetric::agree(&private, &public)))
        }),
    )
}
