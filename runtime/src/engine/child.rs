//! The engine as a process: `saveloop engine`, started and supervised by the language server.
//!
//! Standard input carries commands, standard output events; a program never sees either. A reader
//! thread takes commands while JavaScript runs, so that an interrupt is heard.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use super::context::Control;
use super::inbox::mailbox;
use super::link::Keep;
use super::wire::{self, FromEngine, ToEngine};
use super::{run, thread_stack, watchdog};
use crate::limits::Limits;

/// Serves until standard input ends. What it is given comes from the command line of the child.
pub fn main(limits: Limits, keep: Option<&Keep>) -> i32 {
    let control = Arc::new(Control::default());
    let (commands, inbox) = mailbox();
    let output = match unbuffered_stdout() {
        Ok(output) => Arc::new(Mutex::new(output)),
        Err(error) => {
            tracing::error!("no way to say anything: {error}");
            return 1;
        }
    };
    let (engine_control, engine_output) = (Arc::clone(&control), Arc::clone(&output));
    let watch_output = Arc::clone(&output);
    watchdog::start(Arc::clone(&control), move |event| send(&watch_output, &event));
    let shelf = keep.map(Keep::shelf);
    let engine =
        std::thread::Builder::new().name("engine".into()).stack_size(thread_stack(limits)).spawn(move || {
            let emit = move |event: FromEngine| send(&engine_output, &event);
            run(limits, shelf, inbox, &engine_control, emit);
        });
    if let Err(error) = engine {
        tracing::error!("no thread for the engine: {error}");
        return 1;
    }
    #[cfg(unix)]
    {
        let door_output = Arc::clone(&output);
        let ask = move || send(&door_output, &FromEngine::DoorAsked { process: std::process::id() });
        if let Err(error) = crate::signals::open_door(ask) {
            tracing::warn!("no signal will let debuggers in: {error}");
        }
    }
    let mut input = io::stdin().lock();
    while let Ok(Some(command)) = wire::read::<ToEngine>(&mut input) {
        match command {
            ToEngine::Interrupt(generation) => {
                control.interrupt(generation);
                commands.nudge();
            }
            ToEngine::Permissions(permissions) => {
                control.set_permissions(*permissions);
                commands.nudge();
            }
            ToEngine::LastWords => {
                // SAFETY: asked only of an engine that does not answer an interrupt: it is inside a
                // built-in function, and this process is ended next, whatever comes of the attempt.
                let frames = control.walker().map(|walker| unsafe { walker.walk() });
                send(&output, &FromEngine::LastWords { frames: frames.unwrap_or_default() });
            }
            ToEngine::Patience(patience) => control.clock().set_patience(patience),
            ToEngine::Shutdown => break,
            command => {
                let is_pause = matches!(&command, ToEngine::Debug(asked) if asked.is_pause());
                if !commands.send(command) {
                    break;
                }
                if is_pause {
                    control.look_up();
                }
            }
        }
    }
    // What JavaScript does now concerns nobody: the process ends under it.
    0
}

/// Rust's own ends a write behind each line, and the server would be woken for a part of a message.
#[cfg(unix)]
fn unbuffered_stdout() -> io::Result<impl Write + Send> {
    use std::os::fd::AsFd;
    Ok(std::fs::File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

#[cfg(not(unix))]
fn unbuffered_stdout() -> io::Result<impl Write + Send> {
    Ok(io::stdout())
}

/// A closed pipe means that the server is gone, and the reader will see that too.
fn send(output: &Mutex<impl Write>, event: &FromEngine) {
    let mut output = output.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Err(error) = wire::write(&mut *output, event) {
        tracing::debug!("the server went away: {error}");
    }
}
