//! Entries without a name, and with another one.

use super::*;

/// Bytecode as the engine begins it: version, sum, names, and something behind them.
fn bytecode(names: &[&[u8]]) -> Vec<u8> {
    let mut bytes = vec![28, 1, 2, 3, 4, names.len() as u8];
    names.iter().for_each(|name| bytes.extend(*name));
    bytes.extend(b"code");
    bytes
}

fn named(name: &str) -> Vec<u8> {
    [vec![STRING], written(name).unwrap()].concat()
}

#[test]
fn a_name_is_taken_out_and_another_one_put_in() {
    let long = "/a/".repeat(100);
    for (old, new) in
        [("/m.ts?v=1", "/m.ts?v=23"), ("/m.ts?v=1", &*long), (&*long, "/ä.ts"), ("/ä.ts", "/猫.ts")]
    {
        let known: &[u8] = &[KNOWN | 5];
        let known_long: &[u8] = &[KNOWN_LONG | 1, 0x81, 0x01];
        let before = bytecode(&[known, &named("x"), known_long, &named(old), &named("y")]);
        let entry = without_name(&before, old).unwrap();
        let mut expected = bytecode(&[known, &named("x"), known_long, &named(new), &named("y")]);
        expected[SUM].copy_from_slice(&NO_SUM);
        assert_eq!(with_name(&entry, new), Some(expected), "{old} {new}");
    }
}

#[test]
fn a_name_that_is_not_there_once_is_no_entry() {
    assert_eq!(without_name(&bytecode(&[&named("x")]), "/m.ts"), None);
    assert_eq!(without_name(&bytecode(&[&named("/m.ts"), &named("/m.ts")]), "/m.ts"), None);
    let whole = bytecode(&[&named("/m.ts")]);
    for length in 0..whole.len() - "code".len() {
        assert_eq!(without_name(&whole[..length], "/m.ts"), None, "{length}");
    }
}

#[test]
fn strings_are_written_as_the_engine_writes_them() {
    assert_eq!(written("ab"), Some(vec![4, b'a', b'b']));
    assert_eq!(written("é"), Some(vec![2, 0xe9]));
    assert_eq!(written("猫"), Some(vec![3, 0x2b, 0x73]));
    assert_eq!(written(&"a".repeat(64)).map(|bytes| bytes[..2].to_vec()), Some(vec![0x80, 1]));
}
