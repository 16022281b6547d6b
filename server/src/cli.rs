//! The command line: what can be asked for, and who answers.

mod cache;
mod dap;
#[cfg(unix)]
pub(crate) mod debug;
mod doctor;
mod hold;
mod init;
pub(crate) mod inspect;
mod node;
mod permitted;
mod place;
pub(crate) mod progress;
pub(crate) mod render;
pub(crate) mod run;
mod trust;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser, Subcommand};
use runtime::cache::Cache;
use runtime::engine::link::Keep;
use runtime::session::Limits;

use crate::{log, lsp};
use progress::FAILED;

/// A language server with a JavaScript/TypeScript runtime inside: every save is the reload.
#[derive(Parser)]
#[command(name = "saveloop", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    request: Request,
}

#[derive(Subcommand)]
enum Request {
    /// Speak the Language Server Protocol over stdin and stdout; editors start this.
    Lsp {
        /// Accepted because many editors pass it; it is the only way there is.
        #[arg(long)]
        stdio: bool,
    },
    /// Run a program in the terminal.
    Run(Box<run::Arguments>),
    /// Let debuggers into a program that runs, and say where.
    #[cfg(unix)]
    Debug {
        /// The process, by its number: of `saveloop run`, or of a program in a language server.
        #[arg(value_name = "PID", allow_negative_numbers = true, value_parser = clap::value_parser!(i32).range(1..))]
        process: i32,
    },
    /// Speak the Debug Adapter Protocol; editors start this.
    Dap(dap::Arguments),
    /// Run a command while every program of this project waits: what it changes is one reload.
    Hold(hold::Arguments),
    /// Say what would happen with a file, and why nothing would. Runs nothing.
    Doctor {
        /// The program's first file.
        file: Option<PathBuf>,
        /// For tools: one JSON object.
        #[arg(long, requires = "file")]
        json: bool,
    },
    /// Look at what starts leave for the next one, or remove it.
    Cache(cache::Arguments),
    /// The folders whose programs an editor may run without a question.
    Trust(trust::Arguments),
    /// Write or print the setup for an editor.
    Init { editor: init::Editor },
    /// The process a language server keeps a program in; it is not for people.
    #[command(hide = true)]
    Engine {
        /// Bytes of JavaScript memory.
        #[arg(long, default_value_t = Limits::default().memory)]
        memory: usize,
        /// Bytes of JavaScript stack.
        #[arg(long, default_value_t = Limits::default().stack)]
        stack: usize,
        /// Where what it compiles is kept.
        #[arg(long, requires = "program")]
        cache: Option<PathBuf>,
        /// The first file of the program it is for.
        #[arg(long)]
        program: Option<PathBuf>,
    },
}

/// What the shell is told when the command line makes no sense; clap's own number.
const USAGE: u8 = 2;

/// Does what the command line asks for; returns the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    #[cfg(unix)]
    {
        runtime::signals::restore();
        runtime::channel::find();
    }
    let given: Vec<OsString> = arguments.into_iter().collect();
    // Our own words come first: a file that is called like one of them is run by `run`.
    let own = given.get(1).and_then(|first| Arguments::command().find_subcommand(first).map(|_| ()));
    if own.is_none()
        && let Some(program) =
            node::program(given.get(1..).unwrap_or_default(), |file| Path::new(file).is_file())
    {
        return run::as_node(program);
    }
    match Arguments::try_parse_from(given) {
        Ok(arguments) => dispatch(arguments.request),
        Err(error) => {
            // `--help` and `--version` come this way too. A closed pipe is nobody's fault.
            let _ = error.print();
            if error.use_stderr() { USAGE } else { 0 }
        }
    }
}

fn dispatch(request: Request) -> u8 {
    match request {
        Request::Lsp { stdio: _ } => serve_editor(),
        Request::Run(arguments) => run::run(*arguments),
        #[cfg(unix)]
        Request::Debug { process } => debug::main(process),
        Request::Dap(arguments) => dap::serve(&arguments),
        Request::Hold(arguments) => hold::hold(&arguments),
        Request::Doctor { file, json } => print(&doctor::examine(file.as_deref(), json)),
        Request::Init { editor } => print(&init::setup(editor)),
        Request::Cache(arguments) => print(&cache::answer(&arguments)),
        Request::Trust(arguments) => print(&trust::answer(&arguments)),
        Request::Engine { memory, stack, cache, program } => {
            // What stands in the way of a cache was said by whoever started this process.
            let cache = cache.and_then(|directory| Cache::open(&directory, |_| {}));
            let keep = cache.zip(program).map(|(cache, program)| Keep { cache, program });
            let code =
                runtime::engine::child::main(Limits { memory, stack, ..Limits::default() }, keep.as_ref());
            u8::try_from(code).unwrap_or(FAILED)
        }
    }
}

fn serve_editor() -> u8 {
    let log_path = log::start();
    log::end_on_panic();
    lsp::serve(log_path).unwrap_or_else(|error| {
        tracing::error!("the server cannot start: {error}");
        FAILED
    })
}

/// Text for stdout, and the exit code that goes with it.
struct Answer {
    text: String,
    code: u8,
}

fn print(answer: &Answer) -> u8 {
    let mut out = std::io::stdout().lock();
    // Whoever closed the pipe has read enough.
    let _ = out.write_all(answer.text.as_bytes()).and_then(|()| out.flush());
    answer.code
}

#[cfg(test)]
mod tests;
