//! A file of 2 MB: where its time goes, and how long positions in it take to look up.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use runtime::ids::{ModuleId, VersionId};
use runtime::message::Event;
use runtime::position::{LineIndex, Lines};
use runtime::source_map::{EnginePosition, ModuleVersion};
use runtime::transpile::{Phase, Recipe, Transpiled, transpile, transpile_observed};
use saveloop_tests::program::Program;

use crate::programs;
use crate::report::{Page, Row};
use crate::stats::{Samples, ms};

pub const BYTES: usize = 2 << 20;
const ROUNDS: usize = 11;
const LOOKUPS: u64 = 10_000;

pub fn measure(page: &mut Page) {
    let source = programs::large(BYTES);
    let transpiled = transpile(Path::new("large.ts"), &source, &Recipe::default()).unwrap();
    let compile = compile(&transpiled.code).median();
    let mut rows = vec![Row::told("the engine compiles its code", ms(compile))];
    rows.extend(phases(&source).iter().map(|(phase, samples)| {
        let median = samples.median();
        Row::with_goal(&format!("{phase:?}"), ms(median), "the engine's compile", median <= compile)
    }));
    rows.extend(reload(&source));
    rows.extend(lookups(&source, transpiled));
    let explanation = format!("{} KiB of TypeScript; medians of {ROUNDS}.", source.len() >> 10);
    page.add("A large file", &explanation, &rows);
}

fn phases(source: &str) -> Vec<(Phase, Samples)> {
    let mut phases: Vec<(Phase, Samples)> = Vec::new();
    for _ in 0..ROUNDS {
        let mut last = Instant::now();
        let observe = |phase| {
            let took = last.elapsed();
            match phases.iter_mut().find(|(known, _)| *known == phase) {
                Some((_, samples)) => samples.push(took),
                None => {
                    let mut samples = Samples::default();
                    samples.push(took);
                    phases.push((phase, samples));
                }
            }
            last = Instant::now();
        };
        transpile_observed(Path::new("large.ts"), source, &Recipe::default(), observe).unwrap();
    }
    phases
}

/// The engine's own compiling: a program hands it the code, which only makes a function.
fn compile(code: &str) -> Samples {
    let folder = tempfile::tempdir().unwrap();
    let entry = folder.path().canonicalize().unwrap().join("main.ts");
    std::fs::write(folder.path().join("code.txt"), code).unwrap();
    let program = format!(
        "import code from './code.txt';\nfor (let i = 0; i < {ROUNDS}; i++) {{\n\
         const begin = performance.now(); (0, eval)(code + '//' + i);\n\
         console.log(performance.now() - begin); }}\n"
    );
    std::fs::write(&entry, program).unwrap();
    let mut samples = Samples::default();
    for event in Program::start(&entry).ended() {
        match event {
            Event::Console(line) => {
                samples.push(Duration::from_secs_f64(line.text.parse::<f64>().unwrap() / 1e3));
            }
            Event::Error(error) => panic!("{}", error.headline()),
            _ => {}
        }
    }
    samples
}

/// What the session says of whole reloads, with an edit at the end of the file.
fn reload(source: &str) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let entry = folder.path().canonicalize().unwrap().join("large.ts");
    std::fs::write(&entry, source).unwrap();
    let mut program = Program::start(&entry);
    program.settled();
    let (mut prepare, mut run) = (Samples::default(), Samples::default());
    for round in 0..ROUNDS {
        std::fs::write(&entry, format!("{source}export const round = {round};\n")).unwrap();
        program.session.send(runtime::message::Command::Saved { paths: vec![entry.clone()] });
        for event in program.settled() {
            if let Event::Outcome(report) = event {
                prepare.push(report.phases.prepare);
                run.push(report.phases.run);
            }
        }
    }
    vec![
        Row::told("a whole reload: preparing", ms(prepare.median())),
        Row::told("a whole reload: compiling and running", ms(run.median())),
    ]
}

fn lookups(source: &str, transpiled: Transpiled) -> Vec<Row> {
    let code: Arc<str> = transpiled.code.into();
    let positions = positions(&code);
    let source: Arc<str> = source.into();
    let path: Arc<Path> = Path::new("large.ts").into();
    let (mut cold, mut warm) = (Samples::default(), Samples::default());
    let mut found = 0;
    for _ in 0..ROUNDS {
        let (id, module) = (VersionId(1), ModuleId(0));
        let tokens = transpiled.tokens.clone();
        let version =
            ModuleVersion::new(id, module, Arc::clone(&path), Arc::clone(&source), Arc::clone(&code), tokens);
        let look_all_up = || positions.iter().filter(|at| version.original_offset(**at).is_ok()).count();
        let begin = Instant::now();
        found = look_all_up();
        cold.push(begin.elapsed());
        let begin = Instant::now();
        assert_eq!(look_all_up(), found);
        warm.push(begin.elapsed());
    }
    let within = |samples: &Samples| samples.median() <= Duration::from_millis(20);
    let what = format!("{LOOKUPS} lookups in its map");
    vec![
        Row::with_goal(&format!("{what}, building it included"), ms(cold.median()), "20 ms", within(&cold)),
        Row::with_goal(&what, ms(warm.median()), "20 ms", within(&warm)),
        Row::told("of these, mapped", found.to_string()),
    ]
}

/// Places spread over the code by a linear congruence.
fn positions(code: &str) -> Vec<EnginePosition> {
    let lines = LineIndex::new(code, Lines::Lf);
    let mut state = 12_345_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let position = |offset: usize| {
        let line = lines.line_at(offset);
        let start = lines.start(line).unwrap_or_default();
        EnginePosition { line: line + 1, column: (offset - start) as u32 + 1 }
    };
    (0..LOOKUPS).map(|_| position(next() % code.len())).collect()
}
