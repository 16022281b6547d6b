//! The fronts of saveloop: the language server and the command line. Knows protocols and no engine.

pub mod cache;
pub mod cli;
pub mod config;
pub mod dap;
pub mod diagnostics;
pub mod documents;
pub mod first_save;
pub mod grants;
pub mod inspector;
mod log;
pub mod lsp;
mod sealed;
mod secrets;
mod text;
pub mod trust;
mod watch;
