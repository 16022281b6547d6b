use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::super::{Graph, Plan, Preparation};
use crate::message::LONGEST_TYPED;
use crate::sources::{SourceBytes, Sources};
use crate::tuning::ReloadMode;

const MAIN: &str = "/p/main.ts";

/// Open documents, and how many files were asked of the disk.
#[derive(Default)]
struct Editor {
    texts: Mutex<FxHashMap<PathBuf, Arc<str>>>,
    asked: Mutex<Vec<PathBuf>>,
}

impl Sources for Editor {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        self.texts.lock().unwrap().get(path).cloned()
    }

    fn read(&self, path: &Path) -> io::Result<SourceBytes> {
        if let Some(text) = self.open_document(path) {
            return Ok(SourceBytes::Text(text));
        }
        self.asked.lock().unwrap().push(path.to_owned());
        std::fs::read(path).map(SourceBytes::Bytes)
    }
}

struct Stage {
    graph: Graph,
    editor: Arc<Editor>,
}

impl Stage {
    /// A program of one open document that runs.
    fn run(text: &str) -> Self {
        let editor = Arc::new(Editor::default());
        let graph = Graph::new(Path::new(MAIN), editor.clone());
        let mut stage = Self { graph, editor };
        stage.write(text);
        let plan = ready(stage.graph.prepare(&[], ReloadMode::Slice));
        stage.graph.committed(&plan);
        stage
    }

    fn write(&self, text: &str) {
        self.editor.texts.lock().unwrap().insert(MAIN.into(), text.into());
    }

    fn type_in(&mut self, text: &str) -> Option<Arc<str>> {
        self.graph.foresee(&[MAIN.into()], &Arc::from(text)).map(|script| script.code)
    }

    fn save(&mut self, text: &str) -> Plan {
        self.write(text);
        let prepared = self.graph.prepare_here(&[MAIN.into()], ReloadMode::Slice);
        let plan = ready(prepared.expect("a short text is prepared at once"));
        self.graph.committed(&plan);
        plan
    }
}

fn ready(preparation: Preparation) -> Plan {
    match preparation {
        Preparation::Ready(plan) => *plan,
        other => panic!("{other:?}"),
    }
}

fn code(plan: &Plan) -> &Arc<str> {
    let [script] = &plan.linkage.scripts[..] else { panic!("{:?}", plan.linkage.scripts) };
    &script.code
}

#[test]
fn what_was_typed_is_not_made_again_when_it_is_saved() {
    let mut stage = Stage::run("let n: number = 1;");
    let typed = stage.type_in("let n: number = 2;").expect("new code");
    let plan = stage.save("let n: number = 2;");
    assert!(Arc::ptr_eq(&typed, code(&plan)));
    assert_eq!(plan.linkage.scripts[0].name, "/p/main.ts?v=2");
}

#[test]
fn a_save_of_another_text_brings_that() {
    let mut stage = Stage::run("let n = 1;");
    let typed = stage.type_in("let n = 2;").expect("new code");
    let plan = stage.save("let n = 3;");
    assert!(!Arc::ptr_eq(&typed, code(&plan)));
    assert!(code(&plan).contains("let n = 3;"), "{}", code(&plan));
    assert_eq!(plan.linkage.scripts[0].name, "/p/main.ts?v=2");
    assert!(stage.type_in("let n = 3;").is_none(), "it runs already");
}

#[test]
fn a_text_that_is_wrong_while_it_is_typed_changes_nothing() {
    let mut stage = Stage::run("let n = 1;");
    assert!(stage.type_in("let n = ;").is_none());
    assert!(code(&stage.save("let n = 2;")).contains("let n = 2;"));
    stage.type_in("let n = ;");
    stage.write("let n = ;");
    let prepared = stage.graph.prepare_here(&[MAIN.into()], ReloadMode::Slice).unwrap();
    assert!(matches!(prepared, Preparation::Refused(errors) if errors.len() == 1));
}

#[test]
fn long_texts_and_strangers_wait_for_their_save() {
    let mut stage = Stage::run("let n = 1;");
    assert!(stage.type_in(&format!("let n = 2; //{}", "x".repeat(LONGEST_TYPED))).is_none());
    assert!(stage.graph.foresee(&["/p/other.ts".into()], &Arc::from("let n = 2;")).is_none());
}

#[test]
fn a_text_that_leads_to_something_new_is_prepared_by_who_may_wait_for_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.ts");
    std::fs::write(&new, "export const n = 1;").unwrap();
    let mut stage = Stage::run("let n = 1;");
    stage.write(&format!("import {{ n }} from {:?}; n;", new.display().to_string()));
    assert!(stage.graph.prepare_here(&[MAIN.into()], ReloadMode::Slice).is_none());
    assert!(stage.editor.asked.lock().unwrap().is_empty());
    let plan = ready(stage.graph.prepare(&[MAIN.into()], ReloadMode::Slice));
    assert_eq!(plan.linkage.scripts.len(), 2);
    assert_eq!(*stage.editor.asked.lock().unwrap(), [new]);
}

#[test]
fn what_is_not_open_in_the_editor_is_prepared_by_who_may_wait_for_the_disk() {
    let mut stage = Stage::run("let n = 1;");
    stage.editor.texts.lock().unwrap().clear();
    assert!(stage.graph.prepare_here(&[MAIN.into()], ReloadMode::Slice).is_none());
    assert!(stage.editor.asked.lock().unwrap().is_empty());
}
