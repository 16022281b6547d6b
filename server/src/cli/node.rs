//! Programs start others as `process.execPath`, and write what Node takes: a file, `-e`, `-p`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use runtime::sources::{Disk, Sources};

/// A program as Node's command line says it.
#[derive(Debug, PartialEq, Eq)]
pub enum Program {
    /// A file.
    File { file: PathBuf, arguments: Vec<String> },
    /// A text, which is not in a file.
    Text { text: String, form: Form, arguments: Vec<String> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Whether it is a module is known from what it says.
    Script,
    Module,
    /// What it comes to is printed.
    Print,
}

/// What changes nothing here: what Node warns of, and what it has to be asked for and we have.
const WITHOUT_EFFECT: &[&str] = &[
    "--no-warnings",
    "--no-deprecation",
    "--trace-warnings",
    "--trace-uncaught",
    "--trace-deprecation",
    "--enable-source-maps",
    "--expose-gc",
];

/// The program, if this is how Node is called; `is_file` says what there is.
pub fn program(given: &[OsString], is_file: impl Fn(&str) -> bool) -> Option<Program> {
    let mut given = given.iter().map(|it| it.to_str());
    let rest = |given: &mut dyn Iterator<Item = Option<&str>>| -> Option<Vec<String>> {
        given.map(|it| it.map(str::to_owned)).collect()
    };
    let (mut is_module, mut text) = (false, None);
    let mut next = given.next();
    while let Some(it) = next {
        let option = it?;
        let (name, value) =
            option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
        match name {
            "-e" | "--eval" | "-p" | "--print" | "-pe" if text.is_none() => {
                let form = if matches!(name, "-e" | "--eval") { Form::Script } else { Form::Print };
                let code = if name.starts_with("--") { value } else { None };
                text = Some((code.map_or_else(|| given.next().flatten(), Some)?.to_owned(), form));
            }
            "--input-type" => is_module = value.map_or_else(|| given.next().flatten(), Some)? == "module",
            _ if WITHOUT_EFFECT.contains(&name) || name.starts_with("--experimental-") => {}
            "--" => {
                next = given.next();
                break;
            }
            _ if option.starts_with('-') => return None,
            _ => break,
        }
        next = given.next();
    }
    let first = next.flatten().map(str::to_owned);
    if let Some((text, form)) = text {
        let form = if is_module && form == Form::Script { Form::Module } else { form };
        let arguments = first.into_iter().chain(rest(&mut given)?).collect();
        return Some(Program::Text { text, form, arguments });
    }
    let file = first.filter(|it| is_file(it))?;
    Some(Program::File { file: PathBuf::from(file), arguments: rest(&mut given)? })
}

/// A text that stands in for a file of the directory, and everything else from the disk.
pub struct Given {
    pub path: PathBuf,
    text: Arc<str>,
}

impl Given {
    pub fn new(text: &str, form: Form, directory: &Path) -> Self {
        let (name, body) = match form {
            Form::Script => ("[eval].js", text.to_owned()),
            Form::Module => ("[eval].mjs", text.to_owned()),
            Form::Print => {
                ("[eval].cjs", format!("console.log(eval({}));", serde_json::Value::String(text.to_owned())))
            }
        };
        // There is no file among the arguments, and Node's modules are there by their names.
        let before = "process.argv.splice(1,1);for(const $name of process.getBuiltinModule('module').builtinModules)\
            if(!($name in globalThis))Object.defineProperty(globalThis,$name,{configurable:true,enumerable:false,\
            get:()=>process.getBuiltinModule($name),\
            set:(value)=>Object.defineProperty(globalThis,$name,{configurable:true,enumerable:true,writable:true,value})});";
        Self { path: directory.join(name), text: format!("{before}{body}").into() }
    }
}

impl Sources for Given {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        if path == self.path { Some(Arc::clone(&self.text)) } else { Disk.open_document(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Program, program};
    use std::ffi::OsString;

    fn read(given: &[&str]) -> Option<Program> {
        let given: Vec<OsString> = given.iter().map(OsString::from).collect();
        program(&given, |file| file == "main.mjs")
    }

    fn text(text: &str, form: Form, arguments: &[&str]) -> Option<Program> {
        let arguments = arguments.iter().map(|it| (*it).to_owned()).collect();
        Some(Program::Text { text: text.into(), form, arguments })
    }

    #[test]
    fn a_file_comes_with_all_that_follows() {
        let file = |arguments: &[&str]| {
            let arguments = arguments.iter().map(|it| (*it).to_owned()).collect();
            Some(Program::File { file: "main.mjs".into(), arguments })
        };
        assert_eq!(read(&["main.mjs"]), file(&[]));
        assert_eq!(read(&["--no-warnings", "main.mjs", "-e", "x"]), file(&["-e", "x"]));
        assert_eq!(read(&["--", "main.mjs"]), file(&[]));
    }

    #[test]
    fn a_text_is_run_or_printed() {
        assert_eq!(read(&["-e", "1", "a", "-b"]), text("1", Form::Script, &["a", "-b"]));
        assert_eq!(read(&["--eval=a=1"]), text("a=1", Form::Script, &[]));
        assert_eq!(read(&["-p", "6*7"]), text("6*7", Form::Print, &[]));
        assert_eq!(read(&["--input-type=module", "-e", "1"]), text("1", Form::Module, &[]));
        assert_eq!(read(&["-e", "1", "--input-type", "module", "--", "a"]), text("1", Form::Module, &["a"]));
    }

    #[test]
    fn our_own_words_and_what_is_unknown_are_not_nodes() {
        for given in [
            &["run", "main.mjs"] as &[_],
            &["--help"],
            &["-e"],
            &[],
            &["nothing.mjs"],
            &["--inspect", "main.mjs"],
        ] {
            assert_eq!(read(given), None, "{given:?}");
        }
    }
}
