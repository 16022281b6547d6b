//! The plugin, written as a package that Neovim loads by itself.

use std::path::PathBuf;

use super::folder::{self, File};

/// What the package holds. A test compares it with the folder.
const FILES: [File; 8] = [
    ("README.md", include_str!("../../../../editors/nvim/README.md")),
    ("doc/saveloop.txt", include_str!("../../../../editors/nvim/doc/saveloop.txt")),
    ("lsp/saveloop.lua", include_str!("../../../../editors/nvim/lsp/saveloop.lua")),
    ("lua/saveloop/debugger.lua", include_str!("../../../../editors/nvim/lua/saveloop/debugger.lua")),
    ("lua/saveloop/health.lua", include_str!("../../../../editors/nvim/lua/saveloop/health.lua")),
    ("lua/saveloop/init.lua", include_str!("../../../../editors/nvim/lua/saveloop/init.lua")),
    ("lua/saveloop/programs.lua", include_str!("../../../../editors/nvim/lua/saveloop/programs.lua")),
    ("plugin/saveloop.lua", include_str!("../../../../editors/nvim/plugin/saveloop.lua")),
];

/// Writes the package, over an older one; says where it is and what to do next.
pub fn install() -> Result<String, String> {
    let data = data_directory().ok_or("there is no home directory to write the package into")?;
    let package = data.join("site/pack/saveloop/start/saveloop");
    folder::write(&package, &FILES)?;
    Ok(format!(
        "wrote {}\n\
         Neovim loads it by itself. Open a program (nvim main.ts), choose \"Run main.ts on save\" among the code\n\
         actions (gra), and save.\n\
         Its help: :helptags ALL, then :help saveloop. Nothing happens? :checkhealth saveloop\n",
        package.display()
    ))
}

/// `stdpath('data')`, by Neovim's own rules.
fn data_directory() -> Option<PathBuf> {
    let application = std::env::var_os("NVIM_APPNAME").filter(|name| !name.is_empty());
    let application = application.unwrap_or_else(|| "nvim".into());
    let named = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        let mut application = application;
        application.push("-data");
        return Some(
            named
                .or_else(|| Some(directories::BaseDirs::new()?.data_local_dir().to_owned()))?
                .join(application),
        );
    }
    let data = named.or_else(|| Some(directories::BaseDirs::new()?.home_dir().join(".local/share")))?;
    Some(data.join(application))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_the_folder_without_its_tests() {
        folder::assert_is_all_of(&FILES, "nvim", |name| name.starts_with("spec/"));
    }
}
