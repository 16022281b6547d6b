//! The bytes of a pack: a header, a table of what is in it, and the entries. Pure.
//!
//! The table is authenticated with a secret of the directory, and has the hash of every entry. So bytes
//! that this directory's owner did not write, or that changed since, are never handed out.

use hmac::{Hmac, Mac};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::address::{Build, Key};

/// The name and version of the format.
const MAGIC: [u8; 8] = *b"slpack01";
/// Magic, count, nothing yet, build, and the authentication of these and the table.
pub const HEADER: usize = 8 + 4 + 4 + 32 + 32;
/// Of the header, what is authenticated.
const SIGNED: usize = HEADER - 32;
/// Key, hash, offset, length, age.
const SLOT: usize = 32 + 32 + 8 + 4 + 4;
/// More is damage.
const MOST_ENTRIES: u32 = 1 << 20;

/// What authenticates a table.
pub type Secret = [u8; 32];

/// Why bytes are no pack of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    NoPack,
    Length,
    Table,
    Entry,
}

/// Something to be packed.
pub struct Item<'a> {
    pub key: Key,
    /// How many packs were written since it was last of use.
    pub age: u32,
    pub bytes: &'a [u8],
}

/// Where an entry is.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub offset: u64,
    pub length: u32,
    pub age: u32,
    hash: [u8; 32],
}

impl Slot {
    /// Whether these bytes are what was packed.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.length as usize && Sha256::digest(bytes).as_slice() == self.hash
    }
}

/// What is in a pack.
#[derive(Debug)]
pub struct Table {
    pub build: [u8; 32],
    pub slots: FxHashMap<Key, Slot>,
}

/// The bytes of a pack with these entries, or `None`: it would be too large.
pub fn build(secret: &Secret, build: &Build, items: &[Item]) -> Option<Vec<u8>> {
    let count = u32::try_from(items.len()).ok().filter(|count| *count <= MOST_ENTRIES)?;
    let start = HEADER + items.len() * SLOT;
    let total = start + items.iter().map(|item| item.bytes.len()).sum::<usize>();
    let mut header = Vec::with_capacity(HEADER);
    header.extend(MAGIC);
    header.extend(count.to_le_bytes());
    header.extend([0; 4]);
    header.extend(build.bytes());
    let mut table = Vec::with_capacity(items.len() * SLOT);
    let mut offset = start as u64;
    for item in items {
        table.extend(item.key);
        table.extend(Sha256::digest(item.bytes));
        table.extend(offset.to_le_bytes());
        table.extend(u32::try_from(item.bytes.len()).ok()?.to_le_bytes());
        table.extend(item.age.to_le_bytes());
        offset += item.bytes.len() as u64;
    }
    let signature = signature(secret, &header, &table)?.finalize().into_bytes();
    let mut pack = Vec::with_capacity(total);
    pack.extend(header);
    pack.extend(signature);
    pack.extend(table);
    items.iter().for_each(|item| pack.extend(item.bytes));
    Some(pack)
}

/// How long the table behind this header is.
pub fn table_length(header: &[u8; HEADER]) -> Result<usize, Damage> {
    if !header.starts_with(&MAGIC) {
        return Err(Damage::NoPack);
    }
    let count = u32::from_le_bytes(array(header, 8).ok_or(Damage::NoPack)?);
    if count > MOST_ENTRIES { Err(Damage::Table) } else { Ok(count as usize * SLOT) }
}

/// Reads what is in a pack that has this many bytes.
pub fn table(secret: &Secret, header: &[u8; HEADER], table: &[u8], total: u64) -> Result<Table, Damage> {
    let (signed, given) = header.split_at(SIGNED);
    let signature = signature(secret, signed, table).ok_or(Damage::Table)?;
    signature.verify_slice(given).map_err(|_| Damage::Table)?;
    let mut end = (HEADER + table.len()) as u64;
    let mut slots = FxHashMap::default();
    for slot in table.chunks_exact(SLOT) {
        let (key, slot) = read_slot(slot).ok_or(Damage::Table)?;
        end = end.max(slot.offset + u64::from(slot.length));
        slots.insert(key, slot);
    }
    if end != total {
        return Err(Damage::Length);
    }
    Ok(Table { build: array(header, 16).ok_or(Damage::Table)?, slots })
}

fn read_slot(slot: &[u8]) -> Option<(Key, Slot)> {
    let key = array(slot, 0)?;
    let hash = array(slot, 32)?;
    let offset = u64::from_le_bytes(array(slot, 64)?);
    let length = u32::from_le_bytes(array(slot, 72)?);
    let age = u32::from_le_bytes(array(slot, 76)?);
    Some((key, Slot { offset, length, age, hash }))
}

/// Checks a whole pack.
pub fn check(secret: &Secret, pack: &[u8]) -> Result<Table, Damage> {
    let header = pack.first_chunk::<HEADER>().ok_or(Damage::NoPack)?;
    let length = table_length(header)?;
    let bytes = pack.get(HEADER..HEADER + length).ok_or(Damage::Length)?;
    let table = table(secret, header, bytes, pack.len() as u64)?;
    for slot in table.slots.values() {
        let entry = pack.get(slot.offset as usize..slot.offset as usize + slot.length as usize);
        if !slot.holds(entry.ok_or(Damage::Length)?) {
            return Err(Damage::Entry);
        }
    }
    Ok(table)
}

fn signature(secret: &Secret, header: &[u8], table: &[u8]) -> Option<Hmac<Sha256>> {
    let mut signature = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    signature.update(header);
    signature.update(table);
    Some(signature)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk::<N>().copied()
}
