//! Tools that hold: when they are answered, and what is told before a hold ends.

use super::*;
use crate::watch::{End, Report};

/// A suspension that is asked for; its answer may come later.
fn suspended(stage: &mut Stage) -> tokio::sync::oneshot::Receiver<tower_lsp::jsonrpc::Result<Option<Value>>> {
    let params = json!({"command": "saveloop.suspend", "arguments": [{"holder": "codegen"}]});
    let (reply, answer) = tokio::sync::oneshot::channel();
    stage.turn([Event::CommandAsked { params: serde_json::from_value(params).unwrap(), reply }]);
    answer
}

fn codegen() -> message::Holder {
    message::Holder("codegen".into())
}

#[test]
fn a_suspension_is_answered_when_nothing_is_watched_and_every_program_waits() {
    let mut stage = Stage::plain();
    let mut answer = suspended(&mut stage);
    let held = Report::Held { holder: codegen(), at_most: Duration::from_secs(10) };
    stage.turn([Event::Watched(held)]);
    assert!(answer.try_recv().is_err(), "the program has not said that it waits");
    stage.report([message::Event::Suspended { holder: codegen() }]);
    let answer = answer.try_recv().unwrap().unwrap().unwrap();
    assert_eq!(answer, json!({"holder": "codegen", "seconds": 10.0, "programs": ["file:///w/main.ts"]}));
}

#[test]
fn a_program_that_does_not_say_that_it_waits_is_waited_for_for_a_second_and_named() {
    let mut stage = Stage::plain();
    let mut answer = suspended(&mut stage);
    stage.heard();
    stage.now += Duration::from_millis(900);
    stage.turn([]);
    assert!(answer.try_recv().is_err());
    stage.now += Duration::from_millis(200);
    stage.turn([]);
    assert_eq!(answer.try_recv().unwrap().unwrap().unwrap()["programs"], json!([]));
    let said = serde_json::to_string(&stage.heard()).unwrap();
    assert_eq!(said.matches("main.ts: did not say in time that it waits for codegen").count(), 1, "{said}");
    stage.now += Duration::from_secs(5);
    stage.turn([]);
    let said = serde_json::to_string(&stage.heard()).unwrap();
    assert!(!said.contains("codegen"), "{said}");
}

#[test]
fn what_changed_under_a_hold_is_told_before_the_hold_ends() {
    let mut stage = Stage::plain();
    drop(suspended(&mut stage));
    stage.taken();
    let path: PathBuf = "/w/util.ts".into();
    let ended = vec![(codegen(), End::Released)];
    stage.turn([Event::Watched(Report::Released { ended, saved: vec![path.clone()] })]);
    assert_eq!(stage.taken(), [Command::Saved { paths: vec![path] }, Command::Release { holder: codegen() }]);
}
