//! `saveloop.attachDebugger`: opens a program's door for debuggers, once, and says where it is.

use std::path::Path;

use runtime::message::FromTool;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::MessageType;

use super::event::SessionId;
use super::ext::{InspectorAddress, InspectorAt, InspectorStarted};
use super::main_loop::MainLoop;
use super::programs::Program;
use super::to_proto;
use crate::dap::Wish;
use crate::inspector::rendezvous::{self, Answer};

impl MainLoop {
    /// Answers with the address; a second time with the same.
    pub(super) fn attach_debugger(&mut self, uri: Option<&str>) -> Result<Option<Value>> {
        let entries = self.meant(uri, Program::is_wanted);
        let entry = match &entries[..] {
            [] => return Ok(None),
            [entry] => entry,
            _ => return Err(Error::invalid_params("several programs run; give the URI of one")),
        };
        self.let_debuggers_in(entry)
    }

    /// Opens the door of a program, and says where it is.
    pub(super) fn let_debuggers_in(&mut self, entry: &Path) -> Result<Option<Value>> {
        let Some((address, is_new)) = self.open_door(entry)? else { return Ok(None) };
        self.tell_inspector(entry, &address, is_new);
        answer(&address)
    }

    /// Where a program's door is, without a word about it.
    pub(super) fn address_of(&mut self, entry: &Path) -> Result<Option<Value>> {
        match self.open_door(entry)? {
            Some((address, _)) => answer(&address),
            None => Ok(None),
        }
    }

    fn open_door(&mut self, entry: &Path) -> Result<Option<(InspectorAddress, bool)>> {
        let Some(started) = self.programs.inspect(entry, self.config.inspector_discovery) else {
            return Ok(None);
        };
        let failed = |error| internal(format!("the inspector cannot be started: {error}"));
        started.map(Some).map_err(failed)
    }

    /// A signal came to the process in which the program runs.
    pub(super) fn door_asked(&mut self, entry: &Path, process: u32) {
        let answer = match self.programs.inspect(entry, self.config.inspector_discovery) {
            Some(Ok((address, is_new))) => {
                self.tell_inspector(entry, &address, is_new);
                Answer::Listening { url: address.web_socket_debugger_url }
            }
            Some(Err(error)) => Answer::Failed { why: error.to_string() },
            None => return,
        };
        rendezvous::answer(process, &answer);
    }

    /// The program's own debugging tools say something. Where debuggers are let in is the editor's to say.
    pub(super) fn tool_said(&mut self, entry: &Path, said: &FromTool) {
        let failure = match said {
            FromTool::Open { .. } => match self.open_door(entry) {
                Ok(Some((address, is_new))) => {
                    self.tell_inspector(entry, &address, is_new);
                    None
                }
                Ok(None) => Some("the program is over".to_owned()),
                Err(error) => Some(error.message.into_owned()),
            },
            FromTool::Close { .. } => Some("the editor closes it".to_owned()),
            FromTool::Join(_)
            | FromTool::Leave(_)
            | FromTool::Gone
            | FromTool::Said { .. }
            | FromTool::Sync { .. } => None,
        };
        self.programs.hear_tool(entry, said, failure);
    }

    /// A debugger wants something of the program itself.
    pub(super) fn wished(&mut self, program: &Path, session: SessionId, wish: Wish) {
        let Some((name, _)) = self.programs.reporting(program, session) else { return };
        match wish {
            Wish::Restart => self.want(&name),
            Wish::Stop => self.end(&name),
        }
    }

    /// Clients that take the notification do something with it. The others may not be able to use an
    /// answer either: people are told.
    fn tell_inspector(&self, entry: &Path, address: &InspectorAddress, is_new: bool) {
        if !self.client.inspectors {
            let InspectorAddress { host, port, web_socket_debugger_url, .. } = address;
            let name = self.short_name(entry);
            let own = self.client.way_to_debugger.map(|way| format!("`{way} {name}`, ")).unwrap_or_default();
            let message = format!(
                "saveloop: debuggers can attach to {name} at {host}:{port} ({own}VS Code, chrome://inspect, \
                 `node inspect {host}:{port}`); {web_socket_debugger_url}"
            );
            // It holds the secret part of the address.
            return self.outbox.show_unlogged(MessageType::INFO, message);
        }
        if let Some(program) = to_proto::uri(entry, &self.documents).filter(|_| is_new) {
            self.outbox.notify::<InspectorStarted>(InspectorAt { program, address: address.clone() });
        }
    }
}

fn answer(address: &InspectorAddress) -> Result<Option<Value>> {
    serde_json::to_value(address).map(Some).map_err(|error| internal(error.to_string()))
}

fn internal(message: String) -> Error {
    Error { code: ErrorCode::InternalError, message: message.into(), data: None }
}
