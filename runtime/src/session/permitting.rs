//! What the program may do: handed to its engine, and what the engine says of it.

use super::shell::Shell;
use crate::engine::wire::RawFrame;
use crate::ids::Generation;
use crate::message::{ErrorKind, Event, ScriptError};
use crate::permissions::resources::shown;
use crate::permissions::{Kind, Permissions};

impl Shell {
    pub(super) fn permit(&mut self, permissions: Permissions) {
        self.options.permissions = permissions;
        if let Some(engine) = &mut self.engine {
            engine.set_permissions(&self.options.permissions);
        }
    }

    /// At once: the program stands still until somebody answers.
    pub(super) fn asks(&mut self, generation: Generation, kind: Kind, resource: String) {
        self.emit(Event::Asks { generation, kind, resource: shown(&resource) });
        self.flush();
    }

    pub(super) fn denied(&mut self, generation: Generation, kind: Kind, resource: &str, frames: &[RawFrame]) {
        let frames = self.reporter(|reporter| reporter.whereabouts(frames));
        let what = if resource.is_empty() { String::new() } else { format!(": {}", shown(resource)) };
        let message = format!("the program may not {}{what}", kind.doing());
        let mut error = ScriptError::new(ErrorKind::Denied(kind), message);
        error.generation = Some(generation);
        error.location = crate::report::place_to_show(&frames);
        error.frames = frames;
        self.emit(Event::Denied { error });
    }
}
