//! Turns the library (`lib/**/*.ts`) into functions: types erased, imports and exports bound, and the
//! language's own functions taken from before the program ran.
//!
//! A library file is written as ordinary TypeScript. What a program could break is bound here: a global
//! (`Map`) becomes the captured one, a static (`Object.keys`) too, a method of the language
//! (`list.push(x)`) becomes a call of a captured function that looks at what `list` is, and iteration of
//! an array goes round a replaced iterator. So no author can forget it.
//!
//! It and the prelude are compiled here, so that a program that starts reads no text of ours.

#[path = "build/bind.rs"]
mod bind;
#[path = "build/compile.rs"]
mod compile;
#[path = "build/erase.rs"]
mod erase;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use compile::Text;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=lib");
    println!("cargo::rerun-if-changed=src/engine/prelude");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=build.rs");
    let library = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("lib");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut files = Vec::new();
    find(&library, &mut files)?;
    files.sort();
    let mut used = bind::Used::default();
    let mut modules = String::new();
    let mut names = BTreeSet::new();
    let mut imports = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let name = name_of(file.strip_prefix(&library)?);
        let fault = |message: String| format!("{}: {message}", file.display());
        let source = fs::read_to_string(file)?;
        let erased = erase::types(file, &source).map_err(fault)?;
        let bound = bind::bind(&erased, &mut used).map_err(fault)?;
        let code = out.join(format!("{index}.bin"));
        fs::write(&code, compile::bytecode(&bound.code, &format!("saveloop:{name}"), Text::Kept)?)?;
        imports.extend(bound.imports.into_iter().map(|import| (file.clone(), import)));
        writeln!(
            modules,
            "    Module {{ name: {name:?}, code: include_bytes!({:?}), exports: &{:?} }},",
            code.display().to_string(),
            bound.exports
        )?;
        names.insert(name);
    }
    if let Some((file, import)) = imports.iter().find(|(_, import)| !names.contains(import)) {
        return Err(format!("{}: there is no `{import}` in the library", file.display()).into());
    }
    let list = |set: &BTreeSet<String>| format!("{:?}", set.iter().collect::<Vec<_>>());
    let text = format!(
        "pub static MODULES: &[Module] = &[\n{modules}];\n\
         pub static GLOBALS: &[&str] = &{};\npub static STATICS: &[&str] = &{};\npub static METHODS: &[&str] = &{};\n",
        list(&used.globals),
        list(&used.statics),
        list(&used.methods),
    );
    fs::write(out.join("library.rs"), text)?;
    prelude(&out)
}

/// The code of the prelude, by the name of its file.
fn prelude(out: &Path) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("src/engine/prelude");
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let code =
            compile::bytecode(&fs::read_to_string(&path)?, &format!("saveloop:{name}"), Text::Dropped)?;
        fs::write(out.join(format!("prelude_{name}.bin")), code)?;
    }
    Ok(())
}

/// `node/path/posix.ts` is `node:path/posix`.
fn name_of(path: &Path) -> String {
    let text = path.with_extension("").to_string_lossy().replace('\\', "/");
    text.replacen('/', ":", 1)
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ts")
            && !path.to_string_lossy().ends_with(".d.ts")
        {
            files.push(path);
        }
    }
    Ok(())
}
