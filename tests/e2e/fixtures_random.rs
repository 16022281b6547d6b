//! Random imports, saved again and again, against the plain meaning of a slice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use runtime::message::{Command, Event};
use saveloop_tests::program::Program;

const MODULES: usize = 14;
const SAVES: u64 = 150;

/// Numbers that are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

type Imports = BTreeMap<usize, BTreeSet<usize>>;

fn reached(imports: &Imports) -> BTreeSet<usize> {
    let (mut seen, mut work) = (BTreeSet::from([0]), vec![0]);
    while let Some(module) = work.pop() {
        work.extend(imports[&module].iter().copied().filter(|target| seen.insert(*target)));
    }
    seen
}

/// Who runs again: those with new text, and whoever leads to them.
fn slice(imports: &Imports, changed: &BTreeSet<usize>) -> BTreeSet<usize> {
    let program = reached(imports);
    let mut slice: BTreeSet<usize> = changed.intersection(&program).copied().collect();
    loop {
        let leads = |module: &&usize| imports[module].iter().any(|target| slice.contains(target));
        let importers: Vec<usize> = program.iter().filter(leads).copied().collect();
        let before = slice.len();
        slice.extend(importers);
        if slice.len() == before {
            return slice;
        }
    }
}

fn text(module: usize, imports: &BTreeSet<usize>, round: u64) -> String {
    let mut text = String::new();
    for target in imports {
        text.push_str(&format!("import './m{target}';\n"));
    }
    text + &format!(
        "import.meta.hot.prune(() => console.log('pruned {module}'));\nexport const round = {round};\n"
    )
}

#[test]
fn slices_and_departures_are_those_of_the_imports() {
    for seed in [1_u64, 77, 4242] {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("its path");
        let path = |module: usize| -> PathBuf { root.join(format!("m{module}.ts")) };
        let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut imports = Imports::new();
        for module in 0..MODULES {
            imports.insert(module, (0..2).map(|_| numbers.below(MODULES)).collect());
            std::fs::write(path(module), text(module, &imports[&module], 0)).expect("a file");
        }
        let mut program = Program::start(&path(0));
        program.settled();
        let mut changed = BTreeSet::new();
        for round in 1..=SAVES {
            let before = reached(&imports);
            // Mostly few at once, now and then only a text.
            for _ in 0..=numbers.below(3) {
                let module = numbers.below(MODULES);
                if numbers.below(4) > 0 {
                    let count = numbers.below(4);
                    imports.insert(module, (0..count).map(|_| numbers.below(MODULES)).collect());
                }
                std::fs::write(path(module), text(module, &imports[&module], round)).expect("a file");
                changed.insert(module);
            }
            let after = reached(&imports);
            // What comes in is new, changed or not.
            changed.extend(after.difference(&before));
            let expected = slice(&imports, &changed);
            let gone: BTreeSet<usize> = before.difference(&after).copied().collect();
            program.session.send(Command::Saved { paths: (0..MODULES).map(path).collect() });
            let events = program.settled();
            let context = format!("seed {seed}, save {round}");
            let mut ran = None;
            let mut pruned = BTreeSet::new();
            for event in &events {
                match event {
                    Event::Outcome(report) => {
                        let number = |path: &std::sync::Arc<std::path::Path>| -> usize {
                            let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
                            stem.trim_start_matches('m').parse().expect("a number")
                        };
                        let reran: BTreeSet<usize> = report.reran.iter().map(number).collect();
                        assert_eq!(reran, expected, "{context}");
                        assert_eq!(report.kept.count, after.len() - expected.len(), "{context}");
                        ran = Some(());
                    }
                    Event::Console(line) => {
                        let module = line.text.trim_start_matches("pruned ").parse().expect("a number");
                        pruned.insert(module);
                    }
                    Event::Error(error) => panic!("{context}: {}", error.headline()),
                    _ => {}
                }
            }
            assert_eq!(ran.is_some(), !expected.is_empty(), "{context}");
            if ran.is_some() {
                assert_eq!(pruned, gone, "{context}");
                changed.clear();
            }
        }
    }
}
