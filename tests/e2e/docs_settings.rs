//! The pages of settings are true: each editor reads its example as the same value, which the server takes.

use std::path::{Path, PathBuf};
use std::process::Command;

use saveloop_tests::lsp_client::LspClient;
use serde_json::{Value, json};

/// A page: its setting, and the example in each form.
struct Page {
    name: String,
    text: String,
}

impl Page {
    fn example(&self, language: &str) -> &str {
        let begin = format!("```{language}\n");
        let (_, rest) =
            self.text.split_once(&begin).unwrap_or_else(|| panic!("{}: no {language}", self.name));
        rest.split_once("\n```").expect("its end").0
    }

    /// The example as VS Code's `settings.json` has it.
    fn json(&self) -> Value {
        let text = format!("{{{}}}", self.example("json"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// The same as an object in objects, which is what clients make of it.
    fn nested(&self) -> Value {
        let value = self.json()[format!("saveloop.{}", self.name)].clone();
        let section = self.name.split('.').rev().fold(value, |inner, part| json!({ part: inner }));
        json!({ "saveloop": section })
    }
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/settings");
    let files = std::fs::read_dir(folder).expect("the pages").map(|it| it.expect("a page").path());
    let mut pages: Vec<Page> = files
        .filter(|file| !file.ends_with("README.md"))
        .map(|file| Page {
            name: file.file_stem().expect("a name").to_str().expect("text").to_owned(),
            text: std::fs::read_to_string(&file).expect("a page"),
        })
        .collect();
    pages.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(pages.len() >= 20, "{}", pages.len());
    pages
}

fn tool(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
    path.unwrap_or_else(|| panic!("{variable} is not set: `./test` finds or installs one"))
}

fn printed(command: &mut Command) -> Value {
    let output = command.output().expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{complained}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}\n{complained}"))
}

#[test]
fn helix_reads_the_examples_of_the_settings() {
    for page in pages() {
        let text = page.example("toml");
        let read: Value = toml::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        assert_eq!(read["language-server"]["saveloop"]["config"], page.nested(), "{}", page.name);
    }
}

#[test]
fn neovim_reads_the_examples_of_the_settings() {
    let home = tempfile::tempdir().expect("a folder");
    let script = home.path().join("settings.lua");
    let told = "\nio.stdout:write(vim.json.encode(vim.lsp.config.saveloop.settings))\n";
    for page in pages() {
        std::fs::write(&script, format!("{}{told}", page.example("lua"))).expect("a script");
        let mut nvim = Command::new(tool("SAVELOOP_TEST_NVIM"));
        let read = printed(nvim.args(["--clean", "-l"]).arg(&script).env("HOME", home.path()));
        assert_eq!(read, page.nested(), "{}", page.name);
    }
}

/// Each in a folder of its own, whose file is opened as a person opens it; what Eglot would send is printed.
#[test]
fn emacs_reads_the_examples_of_the_settings() {
    let home = tempfile::tempdir().expect("a folder");
    let pages = pages();
    let mut script = "(require 'eglot)\n(princ \"[\")\n".to_owned();
    for (number, page) in pages.iter().enumerate() {
        let folder = home.path().join(&page.name);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(".dir-locals.el"), page.example("elisp")).expect("its settings");
        std::fs::write(folder.join("main.txt"), "").expect("a file");
        let file = folder.join("main.txt");
        let comma = if number == 0 { "" } else { "(princ \",\")" };
        script += &format!(
            "{comma}(with-current-buffer (find-file-noselect {:?}) (princ (json-serialize \
             eglot-workspace-configuration :false-object :json-false :null-object nil)))\n",
            file.to_str().expect("text")
        );
    }
    script += "(princ \"]\")\n";
    let file = home.path().join("settings.el");
    std::fs::write(&file, script).expect("a script");
    let mut emacs = Command::new(tool("SAVELOOP_TEST_EMACS"));
    let read = printed(emacs.args(["--batch", "-l"]).arg(&file).env("HOME", home.path()));
    for (page, read) in pages.iter().zip(read.as_array().expect("a list")) {
        assert_eq!(*read, page.nested(), "{}", page.name);
    }
}

#[test]
fn the_server_takes_the_examples_of_the_settings() {
    let mut client = LspClient::start();
    let mut complaints = |settings: Value| {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        client.execute_command("saveloop.status", json!([])).expect("an answer");
        let shown = client.take_unread().into_iter().filter(|it| it["method"] == "window/showMessage");
        let texts = shown.map(|it| it["params"]["message"].as_str().expect("text").to_owned());
        texts.filter(|text| text.ends_with("It was ignored.")).collect::<Vec<_>>()
    };
    assert_eq!(complaints(json!({"saveloop": {"reload": "none"}})).len(), 1);
    for page in pages() {
        assert_eq!(complaints(page.json()), [""; 0], "{}", page.name);
        assert_eq!(complaints(page.nested()), [""; 0], "{}", page.name);
    }
}
