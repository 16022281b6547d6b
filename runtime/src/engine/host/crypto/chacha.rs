//! ChaCha20-Poly1305 (RFC 8439), piece by piece. Pure.

use aes::cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};
use chacha20::ChaCha20;
use poly1305::Poly1305;
use poly1305::universal_hash::{KeyInit, UniversalHash};

use super::Fault;

const BLOCK: usize = 16;
/// The first block of the stream makes the key of the tag.
const FIRST: u32 = 64;

pub struct Sealed {
    stream: ChaCha20,
    tagger: Poly1305,
    encrypts: bool,
    said: u64,
    text: u64,
    rest: Vec<u8>,
    expected: Option<Vec<u8>>,
    made: Option<[u8; BLOCK]>,
}

impl Sealed {
    pub fn new(key: &[u8], iv: &[u8], encrypts: bool) -> Result<Self, Fault> {
        let wrong = || Fault::new("ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
        let mut stream = ChaCha20::new_from_slices(key, iv).map_err(|_| wrong())?;
        let mut first = [0; 32];
        stream.apply_keystream(&mut first);
        stream.seek(FIRST);
        let tagger = Poly1305::new(&first.into());
        Ok(Self { stream, tagger, encrypts, said: 0, text: 0, rest: Vec::new(), expected: None, made: None })
    }

    fn take(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        let whole = self.rest.len() / BLOCK * BLOCK;
        self.tagger.update_padded(self.rest.get(..whole).unwrap_or_default());
        self.rest.drain(..whole);
    }

    fn pad(&mut self) {
        let rest = std::mem::take(&mut self.rest);
        self.tagger.update_padded(&rest);
    }

    /// What is said beside the text, before it.
    pub fn say(&mut self, bytes: &[u8]) {
        self.said += bytes.len() as u64;
        self.take(bytes);
    }

    pub fn expect(&mut self, tag: &[u8]) {
        self.expected = Some(tag.to_vec());
    }

    pub fn tag(&self) -> Option<Vec<u8>> {
        self.made.map(|tag| tag.to_vec())
    }

    pub fn update(&mut self, bytes: &[u8]) -> Vec<u8> {
        if self.text == 0 && !bytes.is_empty() {
            self.pad();
        }
        self.text += bytes.len() as u64;
        let mut out = bytes.to_vec();
        self.stream.apply_keystream(&mut out);
        let hidden = if self.encrypts { &out } else { bytes };
        self.take(hidden);
        out
    }

    pub fn finish(&mut self) -> Result<Vec<u8>, Fault> {
        self.pad();
        let mut sizes = [0; BLOCK];
        sizes[..8].copy_from_slice(&self.said.to_le_bytes());
        sizes[8..].copy_from_slice(&self.text.to_le_bytes());
        self.tagger.update(&[sizes.into()]);
        let tag: [u8; BLOCK] = self.tagger.clone().finalize().into();
        self.made = Some(tag);
        if self.encrypts {
            return Ok(Vec::new());
        }
        let expected = self.expected.as_deref().unwrap_or_default();
        let differs = tag.iter().zip(expected).fold(0, |differs, (a, b)| differs | (a ^ b));
        if expected.is_empty() || differs != 0 {
            return Err(Fault::new("", "Unsupported state or unable to authenticate data"));
        }
        Ok(Vec::new())
    }
}
