//! Entries without a name, and with another one; scripts that are compiled before they are wanted.

use std::sync::Arc;

use rquickjs::{Context, Runtime};

use super::*;
use crate::ids::{ModuleId, VersionId};

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

fn script(version: u32, code: &str) -> Script {
    let name = format!("/m.ts?v={version}");
    Script {
        version: VersionId(version),
        module: ModuleId(0),
        name,
        code: Arc::from(code),
        probes: 0,
        is_kept: false,
    }
}

#[test]
fn a_script_that_was_foreseen_runs_and_another_one_of_its_name_is_compiled() {
    let runtime = Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    context.with(|ctx| {
        let compiler = Compiler::new(None);
        let run = |script: &Script| compiler.eval(&ctx, script).unwrap().as_int();
        compiler.foresee(&ctx, script(2, "40 + 2"));
        assert!(compiler.was_foreseen(&ctx, &script(3, "40 + 2")).is_none());
        assert_eq!(run(&script(2, "1 + 1")), Some(2));
        assert!(compiler.foreseen.borrow().is_some());
        assert_eq!(run(&script(2, "40 + 2")), Some(42));
        assert!(compiler.foreseen.borrow().is_none());
        compiler.foresee(&ctx, script(4, "40 +"));
        assert!(compiler.foreseen.borrow().is_none());
        assert!(compiler.eval(&ctx, &script(4, "40 +")).is_err());
        compiler.foresee(&ctx, script(5, "1"));
        compiler.forget();
        assert_eq!(compiler.roots.count(), 0);
    });
}
