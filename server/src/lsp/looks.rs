//! What programs know of a variable that somebody hovers over. A program that does not answer at once is
//! answered for: no hover waits for one that is busy.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use runtime::ids::LookAsk;
use runtime::message::{Command, Look, Looked, Seen, SeenValue, Sight};
use tokio::sync::oneshot;
use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use super::main_loop::MainLoop;
use crate::diagnostics::ProgramName;

/// How long a program may take to answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// Hovers that wait for programs.
#[derive(Default)]
pub struct Looks {
    last: u64,
    waiting: Vec<Question>,
}

struct Question {
    ask: LookAsk,
    /// What each program said; `None` while it says nothing.
    told: BTreeMap<ProgramName, Option<Looked>>,
    /// What is known of the line.
    known: Vec<String>,
    until: Instant,
    reply: oneshot::Sender<Option<Hover>>,
}

impl Question {
    fn is_answered(&self) -> bool {
        let is_last = |looked: &Option<Looked>| matches!(looked, Some(Looked::Nothing | Looked::Known(_)));
        self.told.values().all(is_last)
    }

    /// Programs that share a module may have the same to say.
    fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for looked in self.told.values().flatten() {
            let text = match looked {
                Looked::Nothing => continue,
                Looked::Asked => "the program is busy".to_owned(),
                Looked::Known(sight) => described(sight),
            };
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }
}

impl Looks {
    pub fn deadline(&self) -> Option<Instant> {
        self.waiting.iter().map(|question| question.until).min()
    }
}

impl MainLoop {
    /// Asks all programs that run; `known` is told with what they say.
    pub(super) fn ask_looks(
        &mut self,
        (path, text, offset): (std::path::PathBuf, Arc<str>, usize),
        known: Vec<String>,
        reply: oneshot::Sender<Option<Hover>>,
    ) {
        self.looks.last += 1;
        let ask = LookAsk(self.looks.last);
        let asked = self.programs.tell_all(&Command::Look(Look { ask, path, text, offset }));
        let told = asked.into_iter().map(|program| (program, None)).collect();
        self.looks.waiting.push(Question { ask, told, known, until: Instant::now() + PATIENCE, reply });
    }

    pub(super) fn looked(&mut self, program: &ProgramName, ask: LookAsk, looked: &Looked) {
        let question = self.looks.waiting.iter_mut().find(|question| question.ask == ask);
        if let Some(told) = question.and_then(|question| question.told.get_mut(program)) {
            *told = Some(looked.clone());
        }
    }

    /// Answers what every program has answered, and what has waited for long enough.
    pub(super) fn answer_looks(&mut self, now: Instant) {
        let is_due = |question: &mut Question| question.is_answered() || question.until <= now;
        for question in self.looks.waiting.extract_if(.., is_due) {
            let texts: Vec<String> = question.texts().into_iter().chain(question.known).collect();
            // A client that has gone away needs no answer.
            let _ = question.reply.send(hover(&texts));
        }
    }
}

/// `None` where nothing is known: other servers have something to say there.
fn hover(texts: &[String]) -> Option<Hover> {
    let value = format!("saveloop: {}", texts.join("\n\n"));
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    (!texts.is_empty()).then_some(Hover { contents, range: None })
}

fn described(sight: &Sight) -> String {
    let Sight { name, generation, is_edited, seen } = sight;
    let when = if *is_edited { format!(", in generation {generation}; edited since") } else { String::new() };
    match seen {
        Seen::Value(SeenValue { text, kind, line, is_sampled }) => {
            let line =
                line.map_or_else(String::new, |line| format!(", when line {line} was about to run last"));
            let sampled = if *is_sampled { " (not every call is looked at)" } else { "" };
            let body = format!("{name} = {text}");
            let fence = fence([body.as_str()]);
            format!("{kind}{line}{sampled}{when}\n{fence}js\n{body}\n{fence}")
        }
        Seen::Computed => format!("reading `{name}` would run the program's code"),
        Seen::Uninitialized => format!("`{name}` is not initialized yet{when}"),
        Seen::NotCalled => {
            format!("`{name}` was not seen yet: no call since you looked; the next one is recorded")
        }
        Seen::NoProbes => {
            format!("`{name}` is a variable of a function: not seen while `saveloop.probes` is off")
        }
    }
}

/// Longer than any that is in the texts.
pub(super) fn fence<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let longest = |text: &str| text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(texts.into_iter().map(longest).max().unwrap_or(0).max(2) + 1)
}

#[cfg(test)]
mod tests {
    use runtime::ids::Generation;

    use super::*;

    fn sight(is_edited: bool, seen: Seen) -> String {
        described(&Sight { name: "user.name".into(), generation: Generation(3), is_edited, seen })
    }

    fn value(text: &str, line: Option<usize>, is_sampled: bool) -> Seen {
        Seen::Value(SeenValue { text: text.into(), kind: "string".into(), line, is_sampled })
    }

    #[test]
    fn a_value_is_told_with_its_kind_and_when_it_was_so() {
        assert_eq!(sight(false, value("'Ada'", None, false)), "string\n```js\nuser.name = 'Ada'\n```");
        assert_eq!(
            sight(true, value("'Ada'", Some(7), true)),
            "string, when line 7 was about to run last (not every call is looked at), in generation 3; edited since\n```js\nuser.name = 'Ada'\n```"
        );
    }

    #[test]
    fn a_value_cannot_end_its_own_fence() {
        let told = sight(false, value("'````'", None, false));
        assert!(told.ends_with("\n`````"), "{told}");
    }

    #[test]
    fn saveloop_is_named_once_whatever_is_known() {
        assert_eq!(hover(&[]), None);
        let texts = [sight(false, Seen::NotCalled), "printed once".to_owned()];
        let told = format!("{:?}", hover(&texts));
        assert_eq!(told.matches("saveloop").count(), 1, "{told}");
    }
}
