//! A pack is swapped under readers: they see the one or the other, whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

use super::super::stage::{Real, replace};

const SWAPS: usize = 30;
const READERS: usize = 8;
const BYTES: usize = 2 << 20;

/// Swaps the file's two contents while readers hash it in a loop; how often which state was seen.
fn swap(path: &Path, write: impl Fn(&[u8])) -> BTreeMap<&'static str, usize> {
    let contents = [vec![b'a'; BYTES], vec![b'b'; BYTES]];
    let hashes = contents.each_ref().map(Sha256::digest);
    write(&contents[0]);
    let (is_over, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let read = || {
            let mut seen = BTreeMap::<_, usize>::new();
            while !is_over.load(Ordering::Relaxed) {
                let state = match std::fs::read(path) {
                    Ok(bytes) => {
                        let hash = Sha256::digest(bytes);
                        hashes.iter().position(|known| *known == hash).map_or("other", |_| "whole")
                    }
                    Err(_) => "missing",
                };
                *seen.entry(state).or_default() += 1;
                reads.fetch_add(1, Ordering::Relaxed);
            }
            seen
        };
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(read)).collect();
        for round in 0..SWAPS {
            // Readers read between any two writes, however slow the machine is.
            let seen = reads.load(Ordering::Relaxed);
            write(&contents[round % 2]);
            while reads.load(Ordering::Relaxed) < seen + READERS {
                std::thread::yield_now();
            }
        }
        is_over.store(true, Ordering::Relaxed);
        let mut all = BTreeMap::<_, usize>::new();
        for seen in readers.into_iter().map(|reader| reader.join().unwrap()) {
            seen.into_iter().for_each(|(state, count)| *all.entry(state).or_default() += count);
        }
        all
    })
}

#[test]
fn thirty_swaps_under_eight_readers_show_nothing_but_the_two_states() {
    let folder = tempfile::tempdir().unwrap();
    let seen = swap(&folder.path().join("pack"), |bytes| {
        replace(&Real, folder.path(), "pack", bytes, |back| back == bytes).unwrap();
    });
    assert_eq!(seen.keys().collect::<Vec<_>>(), [&"whole"], "{seen:?}");
    assert!(seen["whole"] >= SWAPS * READERS, "{seen:?}");
    assert_eq!(super::files(folder.path()), ["pack"]);
}

#[test]
fn the_same_readers_see_a_plain_copy_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pack");
    let seen = swap(&path, |bytes| std::fs::write(&path, bytes).unwrap());
    assert!(seen.contains_key("other"), "{seen:?}");
}
