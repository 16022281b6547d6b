//! A writer is killed at any moment: what is read is whole, and the next start leaves nothing behind.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::*;

const KILLS: usize = 500;
/// Names the directory to the process that is killed.
const VICTIM: &str = "SAVELOOP_TEST_CACHE_VICTIM";

fn large(round: u8) -> [(&'static str, Vec<u8>); 2] {
    [("a", vec![round; 150_000]), ("b", vec![round; 50_000])]
}

/// Writes packs without end, when it is started to be killed.
#[test]
fn a_writer_without_end() {
    let Some(directory) = std::env::var_os(VICTIM) else { return };
    writeln!(std::io::stdout(), "\nit writes").unwrap();
    for round in (0..200_u8).cycle() {
        keep(&cache(Path::new(&directory)), PROGRAM, &large(round));
    }
}

#[test]
fn five_hundred_kills_leave_no_half_pack_and_no_staging_file() {
    let folder = tempfile::tempdir().unwrap();
    keep(&cache(folder.path()), PROGRAM, &large(0));
    let (mut left_over, mut reads) = (0, 0);
    let mut random = 1_u32;
    for kill in 0..KILLS {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "cache::tests::kills::a_writer_without_end", "--nocapture"])
            .env(VICTIM, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
        assert!(lines.map_while(Result::ok).any(|line| line == "it writes"), "kill {kill}");
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        for _ in 0..random >> 28 {
            reads += 1;
            is_whole(folder.path(), kill);
        }
        victim.kill().unwrap();
        victim.wait().unwrap();
        left_over += files(folder.path()).iter().filter(|name| name.starts_with("stage-")).count();
        is_whole(folder.path(), kill);
        let names = files(folder.path());
        assert_eq!(
            names.iter().filter(|name| name.starts_with("stage-")).count(),
            0,
            "kill {kill}: {names:?}"
        );
    }
    // Else the kills came between the writes, and showed nothing.
    assert!(left_over > KILLS / 20, "{left_over} staging files were left over by {KILLS} kills");
    assert!(reads > KILLS, "{reads}");
}

/// As the next start finds it.
fn is_whole(directory: &Path, kill: usize) {
    let next = cache(directory);
    let [a, b] = <[_; 2]>::try_from(kept(&next, PROGRAM, &["a", "b"])).unwrap();
    let (a, b) =
        (a.unwrap_or_else(|| panic!("kill {kill}: no a")), b.unwrap_or_else(|| panic!("kill {kill}: no b")));
    assert_eq!((a.len(), b.len()), (150_000, 50_000));
    assert!(a.iter().chain(&b).all(|byte| *byte == a[0]), "kill {kill}: two packs in one");
    assert_eq!(next.counts().damaged, 0, "kill {kill}");
}
