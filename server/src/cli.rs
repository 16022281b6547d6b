//! The command line: what can be asked, and which room answers.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{log, lsp};

#[derive(Debug, Parser)]
#[command(name = "saveloop", version, about = "Every save is the reload")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

// `run`, `doctor`, `init` and the hidden `engine` belong here, each with a room of its own.
#[derive(Debug, Subcommand)]
enum Command {
    /// Serve an editor: the language server protocol on stdin and stdout.
    Lsp {
        /// Accepted because many editors pass it; it is the only transport.
        #[arg(long)]
        stdio: bool,
    },
    /// An engine, started and supervised by the language server.
    #[command(hide = true)]
    Engine {
        #[arg(long)]
        memory: usize,
        #[arg(long)]
        stack: usize,
    },
}

pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Lsp { stdio: _ } => serve(),
        Command::Engine { memory, stack } => {
            let code = runtime::engine::child::main(runtime::session::Limits { memory, stack });
            ExitCode::from(u8::try_from(code).unwrap_or(1))
        }
    }
}

fn serve() -> ExitCode {
    let log_path = log::start();
    log::end_on_panic();
    match lsp::serve(log_path) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            tracing::error!("the server cannot start: {error}");
            ExitCode::FAILURE
        }
    }
}
