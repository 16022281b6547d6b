//! Ciphers with one key, piece by piece: AES in its modes, and the one of a neighbour. Pure.

use aes::cipher::generic_array::GenericArray;
use aes::cipher::{BlockDecrypt, BlockEncrypt, KeyInit};
use ghash::GHash;
use ghash::universal_hash::UniversalHash;

use super::Fault;
use super::chacha::Sealed;

const BLOCK: usize = 16;
type Block = [u8; BLOCK];

enum Aes {
    Small(Box<aes::Aes128>),
    Middle(Box<aes::Aes192>),
    Large(Box<aes::Aes256>),
}

impl Aes {
    fn new(key: &[u8]) -> Result<Self, Fault> {
        let wrong = || Fault::new("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
        Ok(match key.len() {
            16 => Self::Small(Box::new(aes::Aes128::new_from_slice(key).map_err(|_| wrong())?)),
            24 => Self::Middle(Box::new(aes::Aes192::new_from_slice(key).map_err(|_| wrong())?)),
            32 => Self::Large(Box::new(aes::Aes256::new_from_slice(key).map_err(|_| wrong())?)),
            _ => return Err(wrong()),
        })
    }

    fn encrypt(&self, block: &mut Block) {
        let block = GenericArray::from_mut_slice(block);
        match self {
            Self::Small(aes) => aes.encrypt_block(block),
            Self::Middle(aes) => aes.encrypt_block(block),
            Self::Large(aes) => aes.encrypt_block(block),
        }
    }

    fn decrypt(&self, block: &mut Block) {
        let block = GenericArray::from_mut_slice(block);
        match self {
            Self::Small(aes) => aes.decrypt_block(block),
            Self::Middle(aes) => aes.decrypt_block(block),
            Self::Large(aes) => aes.decrypt_block(block),
        }
    }
}

fn xor(into: &mut [u8], with: &[u8]) {
    for (into, with) in into.iter_mut().zip(with) {
        *into ^= with;
    }
}

/// A stream of bytes made of a counter; `wide` bits of it count.
struct Counter {
    block: Block,
    wide: u32,
    stream: Block,
    used: usize,
}

impl Counter {
    fn new(block: Block, wide: u32) -> Self {
        Self { block, wide, stream: [0; BLOCK], used: BLOCK }
    }

    fn next(&mut self) {
        let number = u128::from_be_bytes(self.block);
        let mask = if self.wide >= 128 { u128::MAX } else { (1 << self.wide) - 1 };
        self.block = (number & !mask | number.wrapping_add(1) & mask).to_be_bytes();
    }

    fn apply(&mut self, aes: &Aes, bytes: &mut [u8]) {
        for byte in bytes {
            if self.used == BLOCK {
                self.stream = self.block;
                aes.encrypt(&mut self.stream);
                self.next();
                self.used = 0;
            }
            *byte ^= self.stream.get(self.used).copied().unwrap_or_default();
            self.used += 1;
        }
    }
}

/// What says whether a text was changed.
struct Tagger {
    hash: GHash,
    /// The block the tag is hidden with.
    mask: Block,
    said: u64,
    text: u64,
    rest: Vec<u8>,
    expected: Option<Vec<u8>>,
    made: Option<Block>,
}

impl Tagger {
    fn take(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        let whole = self.rest.len() / BLOCK * BLOCK;
        for block in self.rest.get(..whole).unwrap_or_default().chunks_exact(BLOCK) {
            self.hash.update(&[*GenericArray::from_slice(block)]);
        }
        self.rest.drain(..whole);
    }

    fn pad(&mut self) {
        let rest = std::mem::take(&mut self.rest);
        self.hash.update_padded(&rest);
    }

    fn finish(&mut self) -> Block {
        self.pad();
        let mut sizes = [0; BLOCK];
        sizes[..8].copy_from_slice(&(self.said * 8).to_be_bytes());
        sizes[8..].copy_from_slice(&(self.text * 8).to_be_bytes());
        self.hash.update(&[sizes.into()]);
        let mut tag: Block = self.hash.clone().finalize().into();
        xor(&mut tag, &self.mask);
        self.made = Some(tag);
        tag
    }
}

enum Mode {
    Ecb,
    Cbc(Block),
    Ctr(Counter),
    Gcm(Counter, Box<Tagger>),
}

/// A text on its way through a cipher.
pub enum Cipher {
    Aes(Modes),
    Chacha(Box<Sealed>),
}

/// The same for either.
macro_rules! with {
    ($cipher:expr, $it:ident => $body:expr) => {
        match $cipher {
            Cipher::Aes($it) => $body,
            Cipher::Chacha($it) => $body,
        }
    };
}

impl Cipher {
    pub fn new(mode: &str, key: &[u8], iv: &[u8], encrypts: bool) -> Result<Self, Fault> {
        if mode == "chacha20-poly1305" {
            return Sealed::new(key, iv, encrypts).map(Box::new).map(Self::Chacha);
        }
        Modes::new(mode, key, iv, encrypts).map(Self::Aes)
    }

    pub fn pad(&mut self, is_padded: bool) {
        if let Self::Aes(modes) = self {
            modes.is_padded = is_padded;
        }
    }

    /// What is said beside the text, before it.
    pub fn say(&mut self, bytes: &[u8]) {
        with!(self, it => it.say(bytes));
    }

    pub fn expect(&mut self, tag: &[u8]) {
        with!(self, it => it.expect(tag));
    }

    pub fn tag(&self) -> Option<Vec<u8>> {
        with!(self, it => it.tag())
    }

    pub fn update(&mut self, bytes: &[u8]) -> Vec<u8> {
        with!(self, it => it.update(bytes))
    }

    pub fn finish(&mut self) -> Result<Vec<u8>, Fault> {
        with!(self, it => it.finish())
    }
}

pub struct Modes {
    aes: Aes,
    mode: Mode,
    encrypts: bool,
    is_padded: bool,
    waiting: Vec<u8>,
}

impl Modes {
    fn new(mode: &str, key: &[u8], iv: &[u8], encrypts: bool) -> Result<Self, Fault> {
        let aes = Aes::new(key)?;
        let wrong = || Fault::new("ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
        let block = || Block::try_from(iv).map_err(|_| wrong());
        let mode = match mode {
            "ecb" if iv.is_empty() => Mode::Ecb,
            "cbc" => Mode::Cbc(block()?),
            "ctr" => Mode::Ctr(Counter::new(block()?, 128)),
            // The web says how many bits of the block count.
            wide if wide.starts_with("ctr:") => Mode::Ctr(Counter::new(
                block()?,
                wide.get(4..).and_then(|bits| bits.parse().ok()).unwrap_or(128),
            )),
            "gcm" if !iv.is_empty() => gcm(&aes, iv),
            _ => return Err(wrong()),
        };
        Ok(Self { aes, mode, encrypts, is_padded: true, waiting: Vec::new() })
    }

    fn say(&mut self, bytes: &[u8]) {
        if let Mode::Gcm(_, tagger) = &mut self.mode {
            tagger.said += bytes.len() as u64;
            tagger.take(bytes);
        }
    }

    fn expect(&mut self, tag: &[u8]) {
        if let Mode::Gcm(_, tagger) = &mut self.mode {
            tagger.expected = Some(tag.to_vec());
        }
    }

    fn tag(&self) -> Option<Vec<u8>> {
        match &self.mode {
            Mode::Gcm(_, tagger) => tagger.made.map(|tag| tag.to_vec()),
            _ => None,
        }
    }

    fn update(&mut self, bytes: &[u8]) -> Vec<u8> {
        match &mut self.mode {
            Mode::Ctr(counter) => {
                let mut out = bytes.to_vec();
                counter.apply(&self.aes, &mut out);
                out
            }
            Mode::Gcm(counter, tagger) => {
                if tagger.text == 0 && !bytes.is_empty() {
                    tagger.pad();
                }
                tagger.text += bytes.len() as u64;
                let mut out = bytes.to_vec();
                if !self.encrypts {
                    tagger.take(bytes);
                }
                counter.apply(&self.aes, &mut out);
                if self.encrypts {
                    tagger.take(&out);
                }
                out
            }
            Mode::Ecb | Mode::Cbc(_) => self.blocks(bytes),
        }
    }

    /// Whole blocks; of a padded text that is decrypted the last one stays until the end is known.
    fn blocks(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.waiting.extend_from_slice(bytes);
        let mut whole = self.waiting.len() / BLOCK;
        if !self.encrypts && self.is_padded && self.waiting.len().is_multiple_of(BLOCK) {
            whole = whole.saturating_sub(1);
        }
        let rest = self.waiting.split_off(whole * BLOCK);
        let mut out = std::mem::replace(&mut self.waiting, rest);
        for chunk in out.chunks_exact_mut(BLOCK) {
            let mut block = Block::default();
            block.copy_from_slice(chunk);
            match (&mut self.mode, self.encrypts) {
                (Mode::Cbc(last), true) => {
                    xor(&mut block, last);
                    self.aes.encrypt(&mut block);
                    *last = block;
                }
                (Mode::Cbc(last), false) => {
                    let before = std::mem::replace(last, block);
                    self.aes.decrypt(&mut block);
                    xor(&mut block, &before);
                }
                (_, true) => self.aes.encrypt(&mut block),
                (_, false) => self.aes.decrypt(&mut block),
            }
            chunk.copy_from_slice(&block);
        }
        out
    }

    fn finish(&mut self) -> Result<Vec<u8>, Fault> {
        match &mut self.mode {
            Mode::Ctr(_) => Ok(Vec::new()),
            Mode::Gcm(_, tagger) => {
                let tag = tagger.finish();
                if self.encrypts {
                    return Ok(Vec::new());
                }
                let expected = tagger.expected.as_deref().unwrap_or_default();
                let is_same = !expected.is_empty()
                    && tag.iter().zip(expected).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0;
                if is_same {
                    Ok(Vec::new())
                } else {
                    Err(Fault::new("", "Unsupported state or unable to authenticate data"))
                }
            }
            Mode::Ecb | Mode::Cbc(_) => self.last(),
        }
    }

    fn last(&mut self) -> Result<Vec<u8>, Fault> {
        if !self.is_padded {
            return if self.waiting.is_empty() { Ok(Vec::new()) } else { Err(Fault::wrong_length()) };
        }
        if self.encrypts {
            let count = BLOCK - self.waiting.len() % BLOCK;
            let padding = vec![count as u8; count];
            return Ok(self.blocks(&padding));
        }
        if self.waiting.len() != BLOCK {
            return Err(Fault::wrong_length());
        }
        self.is_padded = false;
        let mut out = self.blocks(&[]);
        let count = usize::from(out.last().copied().unwrap_or_default());
        let is_padding = |byte: &u8| usize::from(*byte) == count;
        let start = BLOCK.checked_sub(count).filter(|_| count > 0);
        match start.filter(|start| out.get(*start..).is_some_and(|padding| padding.iter().all(is_padding))) {
            Some(start) => {
                out.truncate(start);
                Ok(out)
            }
            None => Err(Fault::bad_decrypt()),
        }
    }
}

fn gcm(aes: &Aes, iv: &[u8]) -> Mode {
    let mut key = Block::default();
    aes.encrypt(&mut key);
    let hash = GHash::new(&key.into());
    let mut first = Block::default();
    if iv.len() == 12 {
        first[..12].copy_from_slice(iv);
        first[15] = 1;
    } else {
        let mut long = hash.clone();
        long.update_padded(iv);
        let mut size = Block::default();
        size[8..].copy_from_slice(&(iv.len() as u64 * 8).to_be_bytes());
        long.update(&[size.into()]);
        first = long.finalize().into();
    }
    let mut mask = first;
    aes.encrypt(&mut mask);
    let mut counter = Counter::new(first, 32);
    counter.next();
    let tagger = Tagger { hash, mask, said: 0, text: 0, rest: Vec::new(), expected: None, made: None };
    Mode::Gcm(counter, Box::new(tagger))
}

const WRAPPED: [u8; 8] = [0xa6; 8];

/// A key within a key (RFC 3394).
pub fn wrap(key: &[u8], inner: &[u8]) -> Result<Vec<u8>, Fault> {
    let aes = Aes::new(key)?;
    if inner.len() < 16 || !inner.len().is_multiple_of(8) {
        return Err(Fault::operation());
    }
    let mut head = WRAPPED;
    let mut parts: Vec<[u8; 8]> =
        inner.chunks_exact(8).map(|part| part.try_into().unwrap_or_default()).collect();
    let count = parts.len() as u64;
    for round in 0..6 {
        for (index, part) in parts.iter_mut().enumerate() {
            let mut block = Block::default();
            block[..8].copy_from_slice(&head);
            block[8..].copy_from_slice(part);
            aes.encrypt(&mut block);
            head.copy_from_slice(&block[..8]);
            xor(&mut head, &(count * round + index as u64 + 1).to_be_bytes());
            part.copy_from_slice(&block[8..]);
        }
    }
    Ok(head.into_iter().chain(parts.into_iter().flatten()).collect())
}

pub fn unwrap(key: &[u8], outer: &[u8]) -> Result<Vec<u8>, Fault> {
    let aes = Aes::new(key)?;
    if outer.len() < 24 || !outer.len().is_multiple_of(8) {
        return Err(Fault::operation());
    }
    let mut parts: Vec<[u8; 8]> =
        outer.chunks_exact(8).map(|part| part.try_into().unwrap_or_default()).collect();
    let mut head = parts.remove(0);
    let count = parts.len() as u64;
    for round in (0..6).rev() {
        for (index, part) in parts.iter_mut().enumerate().rev() {
            xor(&mut head, &(count * round + index as u64 + 1).to_be_bytes());
            let mut block = Block::default();
            block[..8].copy_from_slice(&head);
            block[8..].copy_from_slice(part);
            aes.decrypt(&mut block);
            head.copy_from_slice(&block[..8]);
            part.copy_from_slice(&block[8..]);
        }
    }
    if head == WRAPPED { Ok(parts.into_iter().flatten().collect()) } else { Err(Fault::operation()) }
}
