//! The program `saveloop`: parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(server::cli::main(std::env::args_os()))
}
