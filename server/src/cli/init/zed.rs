//! The extension, written as a folder that Zed can be told to install.

use super::folder::{self, File};

/// What the extension holds. A test compares it with the folder.
const FILES: [File; 4] = [
    ("README.md", include_str!("../../../../editors/zed/README.md")),
    ("extension.toml", include_str!("../../../../editors/zed/extension.toml")),
    ("Cargo.toml", include_str!("../../../../editors/zed/Cargo.toml")),
    ("src/lib.rs", include_str!("../../../../editors/zed/src/lib.rs")),
];

/// Writes the extension, over an older one; says where it is and what to do next.
pub fn write() -> Result<String, String> {
    let directories = directories::ProjectDirs::from("", "", "saveloop");
    let directories = directories.ok_or("there is no home directory to write the extension into")?;
    let extension = directories.data_local_dir().join("zed");
    folder::write(&extension, &FILES)?;
    Ok(format!(
        "wrote {}\n\
         In Zed choose \"zed: install dev extension\" and this folder; Zed builds it, which needs Rust from rustup.\n\
         Then open a program, choose \"Run main.ts on save\" among the code actions, and save.\n",
        extension.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_the_folder() {
        folder::assert_is_all_of(&FILES, "zed", |name| name.starts_with("target/") || name == "Cargo.lock");
    }
}
