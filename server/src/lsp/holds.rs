//! Tools that hold reloads back while they change many files.

use std::time::Duration;

use runtime::message::{Command, Holder};
use runtime::reload::MAX_HOLD;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};

use super::main_loop::MainLoop;
use super::to_proto;

/// Who does not say for how long holds for so long.
const DEFAULT_HOLD: Duration = Duration::from_secs(10);

/// The argument of `saveloop.suspend` and `saveloop.resume`.
#[derive(Deserialize)]
struct Argument {
    holder: String,
    seconds: Option<f64>,
}

impl MainLoop {
    pub(super) fn suspend(&mut self, argument: Option<&Value>) -> Result<Value> {
        let Argument { holder, seconds } = parse(argument)?;
        let at_most = match seconds {
            None => DEFAULT_HOLD,
            Some(seconds) => Duration::try_from_secs_f64(seconds)
                .map_err(|_| Error::invalid_params("`seconds` is a number from 0 to 60"))?
                .min(MAX_HOLD),
        };
        let held = Holder(holder.as_str().into());
        let programs = self.tell_all(&Command::Suspend { holder: held, at_most });
        Ok(json!({ "holder": holder, "seconds": at_most.as_secs_f64(), "programs": programs }))
    }

    pub(super) fn resume(&mut self, argument: Option<&Value>) -> Result<Value> {
        let Argument { holder, .. } = parse(argument)?;
        let programs = self.tell_all(&Command::Release { holder: Holder(holder.as_str().into()) });
        Ok(json!({ "holder": holder, "programs": programs }))
    }

    /// What was saved before goes before. Answers with the programs that were told.
    fn tell_all(&mut self, command: &Command) -> Vec<Value> {
        self.tell_saved();
        let told = self.programs.tell_all(command);
        told.iter().map(|name| json!(to_proto::uri(name, &self.documents))).collect()
    }
}

fn parse(argument: Option<&Value>) -> Result<Argument> {
    let argument = argument.cloned().unwrap_or_default();
    match serde_json::from_value::<Argument>(argument) {
        Ok(argument) if !argument.holder.is_empty() => Ok(argument),
        _ => Err(Error::invalid_params("the argument is {\"holder\": \"a name\", \"seconds\": 10}")),
    }
}
