//! The table of versions: each answers for its own code, and a file without code for nobody's.

use super::*;
use crate::transpile::{Recipe, transpile};

const PATH: &str = "/p/main.ts";

fn version(id: u32, source: &str) -> Arc<ModuleVersion> {
    let made = transpile(Path::new(PATH), source, &Recipe::default()).unwrap();
    let path = Path::new(PATH).into();
    let (source, code) = (source.into(), made.code.into());
    Arc::new(ModuleVersion::new(VersionId(id), ModuleId(0), path, source, code, made.tokens))
}

/// What a version's code is at every position, and a few beyond.
fn answers(table: &MapTable, version: &ModuleVersion) -> Vec<Result<usize, Unmapped>> {
    let lines = version.code.split('\n').count() as u32 + 2;
    let columns = version.code.split('\n').map(str::len).max().unwrap() as u32 + 2;
    let all = (0..lines).flat_map(|line| (0..columns).map(move |column| EnginePosition { line, column }));
    all.map(|position| match table.lookup(version.id, position) {
        Mapped::At { version: answered, offset } => {
            assert_eq!(answered.id, version.id);
            Ok(offset)
        }
        Mapped::Unmapped(why) => Err(why),
    })
    .collect()
}

/// Texts without code, as a file that is just being written or was emptied has them.
const EMPTY: &[&str] =
    &["", "\n", "// a comment", "/* one\n * and another */\n\n", "\u{feff}", "#!/bin/sh", ";"];

#[test]
fn texts_without_code_have_no_mappings_and_answer_so() {
    let table = MapTable::default();
    for (id, text) in (0..).zip(EMPTY.iter().take(6)) {
        let empty = version(id, text);
        table.insert(Arc::clone(&empty));
        let answers = answers(&table, &empty);
        assert!(answers.iter().all(|answer| *answer == Err(Unmapped::NoMappings)), "{text:?}");
    }
}

#[test]
fn two_hundred_versions_without_code_change_no_answer_of_the_one_before() {
    let table = MapTable::default();
    let throwing = version(1, &format!("{}  throw new Error('x');\n", "// above\n".repeat(20)));
    table.insert(Arc::clone(&throwing));
    let before = answers(&table, &throwing);
    let thrown = throwing.source.find("throw").unwrap();
    assert!(before.contains(&Ok(thrown)));
    for round in 0..200 {
        let text = EMPTY[round % EMPTY.len()];
        table.insert(version(2 + round as u32, text));
        if round % 50 == 0 {
            assert_eq!(answers(&table, &throwing), before);
        }
    }
    assert_eq!((answers(&table, &throwing), table.len()), (before, 201));
}

#[test]
fn under_the_same_name_a_map_without_mappings_does_not_replace_one_that_has() {
    let table = MapTable::default();
    let throwing = version(1, "throw 1;\n");
    table.insert(version(1, "// not yet"));
    table.insert(Arc::clone(&throwing));
    let before = answers(&table, &throwing);
    table.insert(version(1, "// any more"));
    assert_eq!(answers(&table, &throwing), before);
    table.insert(version(1, "  throw 2;\n"));
    assert!(table.get(VersionId(1)).unwrap().source.contains('2'));
}

#[test]
fn a_version_that_is_forgotten_or_was_never_there_is_unknown() {
    let table = MapTable::default();
    table.insert(version(1, "throw 1;\n"));
    table.forget(VersionId(1));
    let position = EnginePosition { line: 2, column: 1 };
    for id in [1, 7] {
        let Mapped::Unmapped(why) = table.lookup(VersionId(id), position) else { panic!("{id} answers") };
        assert_eq!(why, Unmapped::UnknownVersion);
    }
}
