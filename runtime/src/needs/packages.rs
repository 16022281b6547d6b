//! Packages that come with code of the machine's own, by what they say of themselves.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::NativePackage;

/// What packages load such code with.
const LOADERS: &[&str] = &[
    "bindings",
    "node-gyp-build",
    "node-gyp-build-optional-packages",
    "@mapbox/node-pre-gyp",
    "prebuild-install",
    "node-addon-api",
    "nan",
];

/// The directory of the package that a file belongs to; `None`: the program's own.
pub fn of(file: &Path) -> Option<PathBuf> {
    let mut directories = file.ancestors().skip(1);
    let in_package = |directory: &&Path| {
        let parent = directory.parent();
        let scope =
            parent.and_then(Path::file_name).is_some_and(|name| name.to_string_lossy().starts_with('@'));
        let holder = if scope { parent.and_then(Path::parent) } else { parent };
        holder.is_some_and(|holder| holder.ends_with("node_modules"))
            && !directory.file_name().is_some_and(|name| name.to_string_lossy().starts_with('@'))
    };
    directories.find(in_package).map(Path::to_owned)
}

/// Says why a package is native, if it is.
pub fn native(directory: &Path) -> Option<NativePackage> {
    let text = std::fs::read(directory.join("package.json")).ok()?;
    let package: Value = serde_json::from_slice(&text).ok()?;
    let depends = |on: &str| {
        ["dependencies", "optionalDependencies"].iter().any(|list| package[list].get(on).is_some())
    };
    let why = if directory.join("binding.gyp").is_file() || package["gypfile"] == true {
        "it is compiled for the machine (`binding.gyp`)"
    } else if package.get("napi").is_some() {
        "it is compiled for the machine (`napi`)"
    } else if package["main"].as_str().is_some_and(|main| main.ends_with(".node")) {
        "it is an addon (`.node`)"
    } else if LOADERS.iter().any(|loader| depends(loader)) {
        "it loads an addon (`.node`)"
    } else {
        return None;
    };
    let name = package["name"].as_str().map_or_else(|| directory.display().to_string(), str::to_owned);
    Some(NativePackage { name, why, path: directory.to_owned() })
}
