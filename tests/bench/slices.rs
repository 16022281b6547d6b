//! A changed leaf in projects of growing size: the time must follow the slice, not the project.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use runtime::message::Command;
use runtime::session::EngineHost;
use runtime::sources::Sources;
use saveloop_tests::lsp_client::LspClient;
use saveloop_tests::program::Program;

use crate::report::{Page, Row};
use crate::stats::{Samples, ms, ratio};

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
const ROUNDS: usize = 80;
/// How many further modules each module of the tree imports.
const FAN: usize = 6;

/// The leaves that are saved, and what runs again with each.
const LEAVES: [(&str, &str); 3] = [
    ("near/leaf.ts", "leaf, importer and entry run again"),
    ("accepted/leaf.ts", "its importer accepts itself: two modules run again"),
    ("deep/leaf.ts", "below the last module of the tree: everything up to the entry runs again"),
];

pub fn measure(page: &mut Page) {
    let mut rows = Vec::new();
    let mut all: Vec<Vec<[Duration; 2]>> = vec![Vec::new(); LEAVES.len()];
    for size in SIZES {
        let project = Project::of(size);
        let (session, lsp) = (project.by_session(), project.by_server());
        for (leaf, times) in all.iter_mut().enumerate() {
            times.push([session[leaf].median(), lsp[leaf].median()]);
        }
    }
    for ((_, what), times) in LEAVES.iter().zip(&all) {
        // The way from the last module of a tree up to the entry grows with the tree.
        let has_goal = !what.starts_with("below");
        for (driver, name) in ["through a session", "through the server"].iter().enumerate() {
            let medians: Vec<Duration> = times.iter().map(|time| time[driver]).collect();
            let shown: Vec<String> = medians.iter().map(|median| ms(*median)).collect();
            let (least, most) = (medians.iter().min(), medians.iter().max());
            let growth = least.zip(most).map_or(f64::INFINITY, |(least, most)| ratio(*most, *least));
            let what = format!("{what}; {name}");
            let value = format!("{}: {growth:.2} times", shown.join(", "));
            rows.push(match has_goal {
                true => Row::with_goal(&what, value, "1.5 times", growth <= 1.5),
                false => Row::told(&what, value),
            });
        }
    }
    let sizes: Vec<String> = SIZES.iter().map(usize::to_string).collect();
    let explanation = format!(
        "Medians of {ROUNDS} saves of a leaf until nothing is pending, in projects of {} modules: a tree in which \
         each module imports {FAN} others and one that all share. The last number is the slowest over the fastest.",
        sizes.join(", ")
    );
    page.add("A changed leaf in a growing project", &explanation, &rows);
}

struct Project {
    files: Vec<(String, String)>,
}

fn body(number: usize) -> String {
    format!(
        "interface Item {{ id: number; label?: string }}\n\
         const items: Item[] = [];\n\
         export function add{number}(label: string): Item {{\n  const item: Item = {{ id: items.length + shared.next(), label }};\n  \
         items.push(item);\n  return item;\n}}\n\
         export const value{number} = add{number}('first').id;\n"
    )
}

fn name(module: usize) -> String {
    format!("part{}/m{module}.ts", module / 100)
}

fn text(number: usize, imports: &[String], extra: &str) -> String {
    let mut text = String::from("import * as shared from '../shared.ts';\n");
    for path in imports {
        let _ = writeln!(text, "import '../{path}';");
    }
    text + &body(number) + extra
}

impl Project {
    /// So many modules, those that are saved and their importers included.
    fn of(size: usize) -> Self {
        let tree = size.saturating_sub(7).max(1);
        let mut files = vec![
            (
                "main.ts".to_owned(),
                "import './near/near.ts';\nimport './accepted/importer.ts';\nimport './part0/m0.ts';\n"
                    .to_owned(),
            ),
            ("shared.ts".to_owned(), "let last = 0;\nexport const next = () => ++last;\n".to_owned()),
            ("near/near.ts".to_owned(), text(1_000_001, &["near/leaf.ts".to_owned()], "")),
            (
                "accepted/importer.ts".to_owned(),
                text(1_000_002, &["accepted/leaf.ts".to_owned()], "import.meta.hot.accept();\n"),
            ),
        ];
        files.extend(LEAVES.map(|(leaf, _)| (leaf.to_owned(), leaf_text(0))));
        for module in 0..tree {
            let children = FAN * module + 1..=FAN * module + FAN;
            let mut imports: Vec<String> = children.filter(|child| *child < tree).map(name).collect();
            if module + 1 == tree {
                imports.push(LEAVES[2].0.to_owned());
            }
            files.push((name(module), text(module, &imports, "")));
        }
        Self { files }
    }

    fn write(&self, root: &Path) {
        for (name, text) in &self.files {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }

    fn by_session(&self) -> Vec<Samples> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        self.write(&root);
        let saved = Arc::new(Saved::default());
        let mut program = Program::start_with(
            &root.join("main.ts"),
            Arc::clone(&saved) as Arc<dyn Sources>,
            EngineHost::InProcess,
        );
        program.settled();
        in_turns(|leaf, text| {
            let path = root.join(leaf);
            saved.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), text.into());
            let begin = Instant::now();
            program.session.send(Command::Saved { paths: vec![path] });
            program.settled();
            begin.elapsed()
        })
    }

    fn by_server(&self) -> Vec<Samples> {
        let mut client = LspClient::start();
        self.write(&client.directory());
        for (leaf, _) in LEAVES {
            client.open(leaf, &leaf_text(0));
        }
        client.run("main.ts");
        in_turns(|leaf, text| {
            client.change(leaf, &text);
            let begin = Instant::now();
            client.save(leaf);
            client.wait_settled("main.ts");
            let took = begin.elapsed();
            client.take_unread();
            took
        })
    }
}

fn leaf_text(round: usize) -> String {
    text(2_000_000, &[], &format!("export const round = {round};\n"))
}

/// Saves the leaves in turns; the first rounds warm up.
fn in_turns(mut save: impl FnMut(&str, String) -> Duration) -> Vec<Samples> {
    let mut samples = vec![Samples::default(); LEAVES.len()];
    for round in 1..=ROUNDS + 5 {
        for ((leaf, _), samples) in LEAVES.iter().zip(&mut samples) {
            let took = save(leaf, leaf_text(round));
            if round > 5 {
                samples.push(took);
            }
        }
    }
    samples
}

/// Saved texts in front of the disk.
#[derive(Default)]
struct Saved(Mutex<HashMap<PathBuf, Arc<str>>>);

impl Sources for Saved {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}
