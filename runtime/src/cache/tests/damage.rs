//! What is not what was written is never handed out.

use super::*;

fn one_pack() -> (tempfile::TempDir, std::path::PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    keep(&cache(folder.path()), PROGRAM, &[("a", (0..200).collect()), ("b", b"beta".to_vec())]);
    let [pack] = <[_; 1]>::try_from(packs(folder.path())).unwrap();
    let bytes = std::fs::read(&pack).unwrap();
    (folder, pack, bytes)
}

#[test]
fn no_flip_of_a_bit_and_no_cut_passes_the_check() {
    let (folder, _, bytes) = one_pack();
    let opened = Directory::open(folder.path()).unwrap();
    assert!(pack::check(opened.secret(), &bytes).is_ok());
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(pack::check(opened.secret(), &flipped).is_err(), "bit {bit}");
    }
    for length in 0..bytes.len() {
        assert!(pack::check(opened.secret(), &bytes[..length]).is_err(), "{length} bytes");
    }
    assert!(pack::check(opened.secret(), &[bytes.as_slice(), &[0]].concat()).is_err());
    assert!(pack::check(opened.secret(), &vec![0; bytes.len()]).is_err());
}

#[test]
fn a_damaged_entry_is_a_miss_is_counted_and_goes() {
    let (folder, path, mut bytes) = one_pack();
    let at = bytes.windows(4).position(|part| part == b"beta").unwrap();
    bytes[at] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let next = cache(folder.path());
    assert_eq!(kept(&next, PROGRAM, &["a", "b"]), [Some((0..200).collect()), None]);
    assert_eq!(next.counts().damaged, 1);
    keep(&next, PROGRAM, &[("b", vec![7; 100])]);
    assert_eq!(
        kept(&cache(folder.path()), PROGRAM, &["a", "b"]),
        [Some((0..200).collect()), Some(vec![7; 100])]
    );
    let survey = inspect::survey(folder.path(), true).unwrap();
    // Found by the start, and once more by the writer that left it out.
    assert_eq!((survey.packs[0].entries, survey.damages), (Some(2), 2));
}

#[test]
fn a_damaged_table_is_a_missing_pack_and_goes_at_once() {
    let (folder, path, mut bytes) = one_pack();
    bytes[pack::HEADER + 3] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let next = cache(folder.path());
    assert_eq!(kept(&next, PROGRAM, &["a"]), [None]);
    assert_eq!((next.counts().damaged, path.exists()), (1, false));
}

#[test]
fn a_pack_of_another_directory_is_not_believed() {
    let (_folder, path, bytes) = one_pack();
    let other = tempfile::tempdir().unwrap();
    let next = cache(other.path());
    std::fs::write(other.path().join(path.file_name().unwrap()), bytes).unwrap();
    assert_eq!(kept(&next, PROGRAM, &["a"]), [None]);
    assert_eq!(next.counts().damaged, 1);
}

#[test]
fn verifying_names_what_is_damaged_and_removes_it() {
    let (folder, path, mut bytes) = one_pack();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let survey = inspect::survey(folder.path(), true).unwrap();
    assert_eq!((survey.packs[0].entries, survey.damages), (None, 1));
    assert_eq!(inspect::survey(folder.path(), true).unwrap().packs, []);
}

#[test]
fn clearing_leaves_a_program_that_reads_what_it_has_opened() {
    let (folder, path, _) = one_pack();
    let reading = cache(folder.path());
    let mut shelf = reading.shelf(Kind::Modules, Path::new(PROGRAM));
    let bytes = path.metadata().unwrap().len();
    assert_eq!(inspect::clear(folder.path()), Ok(bytes));
    assert_eq!(packs(folder.path()), [] as [std::path::PathBuf; 0]);
    let key = shelf.key(&[b"b"]);
    assert_eq!(shelf.get(&key), Some(b"beta".to_vec()));
}

#[test]
fn a_secret_of_the_wrong_length_is_made_anew() {
    let (folder, _, _) = one_pack();
    std::fs::write(folder.path().join("secret"), [1; 5]).unwrap();
    let next = cache(folder.path());
    assert_eq!(kept(&next, PROGRAM, &["a"]), [None]);
    keep(&next, PROGRAM, &[("a", b"again".to_vec())]);
    assert_eq!(kept(&cache(folder.path()), PROGRAM, &["a"]), [Some(b"again".to_vec())]);
}
