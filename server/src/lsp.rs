//! The language server: the input calls the protocol's service, the main loop owns all state, the output
//! writes what the client cannot take at once, and open requests are answered by a thread of their own.

mod backend;
mod capabilities;
mod code_action;
mod command;
mod console_file;
mod console_log;
mod event;
mod ext;
pub mod framing;
mod from_proto;
mod generation;
mod holds;
mod hover;
mod idle;
mod inlay;
pub(crate) mod input;
mod inspect;
mod ledger;
mod lens;
mod looks;
mod main_loop;
mod notifications;
mod outbox;
pub(crate) mod output;
mod parent;
mod permitting;
mod programs;
mod reports;
mod service;
mod surround;
mod testing;
mod to_proto;
mod trusting;
mod watching;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::time::Duration;

use tower_lsp::LspService;

use backend::Backend;
use event::Event;
use main_loop::MainLoop;
use outbox::Outbox;
use output::Output;
use programs::Programs;
use service::{Ending, Front};

/// How long programs may take to end.
const LAST_WORK: Duration = Duration::from_millis(200);
/// How long the client may take to read the last messages.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// Serves one client on stdin and stdout until it leaves; yields the exit code.
pub fn serve(log_path: Option<PathBuf>) -> io::Result<u8> {
    let output = Output::to_stdout()?;
    let (events, queue) = channel();
    let programs = Programs::new(events.clone(), programs::launch_session);
    let main_loop = MainLoop::new(Outbox::new(output.clone()), programs, log_path);
    std::thread::Builder::new().name("main loop".into()).spawn(move || main_loop.run(&queue))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let (service, _) = LspService::new(|_| Backend::new(events.clone()));
    let (left, open) = tokio::sync::mpsc::unbounded_channel();
    input::start(io::stdin(), Front::new(service, output.clone(), events.clone(), left))?;
    let ending = runtime.block_on(service::answer(open, output.clone()));
    end_programs(&events);
    output.flush(LAST_WORDS);
    tracing::info!("the conversation ended: {ending:?}");
    Ok(match ending {
        Ending::AfterShutdown => 0,
        Ending::Unannounced => 1,
    })
}

fn end_programs(events: &Sender<Event>) {
    let (done, ended) = sync_channel(1);
    if events.send(Event::ShutDown { done: Some(done) }).is_ok() {
        let _ = ended.recv_timeout(LAST_WORK);
    }
}
