//! Every order of wishes and answers; and the file that keeps them.

use super::store::Store;
use super::*;

fn wanted(entry: &str, is_granted: bool) -> Event {
    Event::Wanted { entry: entry.into(), folder: "/w".into(), is_granted }
}

fn answered(answer: Option<Answer>) -> Event {
    Event::Answered { folder: "/w".into(), answer }
}

fn ask(entry: &str) -> Vec<Effect> {
    vec![Effect::Ask { folder: "/w".into(), entry: entry.into() }]
}

fn run(entry: &str) -> Effect {
    Effect::Run(entry.into())
}

fn refuse(entry: &str, why: Refusal) -> Vec<Effect> {
    vec![Effect::Refuse { entry: entry.into(), folder: "/w".into(), why }]
}

#[test]
fn a_granted_folder_is_not_asked_about() {
    assert_eq!(Trust::default().step(wanted("/w/a.ts", true)), [run("/w/a.ts")]);
}

#[test]
fn the_first_wish_asks_and_later_ones_wait_for_the_same_answer() {
    let mut trust = Trust::default();
    assert_eq!(trust.step(wanted("/w/a.ts", false)), ask("/w/a.ts"));
    assert_eq!(trust.step(wanted("/w/b.ts", false)), []);
    assert_eq!(trust.step(wanted("/w/a.ts", false)), []);
    let keep = Effect::Keep { folder: "/w".into(), allows_all: false };
    assert_eq!(trust.step(answered(Some(Answer::Always))), [keep, run("/w/a.ts"), run("/w/b.ts")]);
    // What was kept is the store's to say: it may be revoked meanwhile.
    assert_eq!(trust.step(wanted("/w/a.ts", false)), ask("/w/a.ts"));
}

#[test]
fn an_answer_for_the_session_is_asked_for_once() {
    let mut trust = Trust::default();
    trust.step(wanted("/w/a.ts", false));
    assert_eq!(trust.step(answered(Some(Answer::Session))), [run("/w/a.ts")]);
    assert_eq!(trust.step(wanted("/w/deep/b.ts", false)), [run("/w/deep/b.ts")]);
    let elsewhere = Event::Wanted { entry: "/wide/c.ts".into(), folder: "/wide".into(), is_granted: false };
    let asked = vec![Effect::Ask { folder: "/wide".into(), entry: "/wide/c.ts".into() }];
    assert_eq!(trust.step(elsewhere), asked);
}

#[test]
fn what_cannot_be_kept_holds_for_the_session() {
    let mut trust = Trust::default();
    assert_eq!(trust.step(Event::Unkept { folder: "/w".into() }), []);
    assert_eq!(trust.step(wanted("/w/a.ts", false)), [run("/w/a.ts")]);
}

#[test]
fn no_and_no_question_are_said_and_the_next_wish_asks_again() {
    for (answer, why) in [(Some(Answer::No), Refusal::Declined), (None, Refusal::Unasked)] {
        let mut trust = Trust::default();
        trust.step(wanted("/w/a.ts", false));
        assert_eq!(trust.step(answered(answer)), refuse("/w/a.ts", why));
        assert_eq!(trust.step(wanted("/w/a.ts", false)), ask("/w/a.ts"));
    }
}

fn chosen(entry: &str, answer: Answer) -> Event {
    Event::Chosen { entry: entry.into(), answer }
}

#[test]
fn a_question_that_no_editor_showed_is_answered_among_the_code_actions() {
    for (answer, keep) in [(Answer::Always, true), (Answer::Session, false)] {
        let mut trust = Trust::default();
        trust.step(wanted("/w/a.ts", false));
        trust.step(wanted("/w/b.ts", false));
        trust.step(answered(None));
        assert_eq!(trust.unshown(Path::new("/w/b.ts")), Some(Path::new("/w")));
        assert_eq!(trust.unshown(Path::new("/w/c.ts")), None);
        let keep = keep.then(|| Effect::Keep { folder: "/w".into(), allows_all: false });
        let expected: Vec<_> = keep.into_iter().chain([run("/w/a.ts"), run("/w/b.ts")]).collect();
        assert_eq!(trust.step(chosen("/w/b.ts", answer)), expected);
        assert_eq!(trust.unshown(Path::new("/w/b.ts")), None);
    }
}

#[test]
fn what_nobody_asked_for_cannot_be_chosen() {
    let mut trust = Trust::default();
    assert_eq!(trust.step(chosen("/w/a.ts", Answer::Always)), []);
    trust.step(wanted("/w/a.ts", false));
    assert_eq!(trust.step(chosen("/w/a.ts", Answer::Always)), [], "the question stands");
    trust.step(answered(None));
    assert_eq!(trust.step(chosen("/w/b.ts", Answer::Session)), [], "of another program");
    trust.step(Event::Unwanted { entry: "/w/a.ts".into() });
    assert_eq!(trust.step(chosen("/w/a.ts", Answer::Session)), [], "not wanted any more");
}

#[test]
fn an_editor_that_restricts_the_workspace_cannot_be_overruled_by_a_choice() {
    let mut trust = Trust::default();
    trust.step(wanted("/w/a.ts", false));
    trust.step(answered(None));
    trust.step(Event::Editor { is_restricted: true });
    assert_eq!(trust.step(chosen("/w/a.ts", Answer::Always)), refuse("/w/a.ts", Refusal::Restricted));
}

#[test]
fn a_program_that_was_stopped_meanwhile_does_not_start_with_the_answer() {
    let mut trust = Trust::default();
    trust.step(wanted("/w/a.ts", false));
    trust.step(wanted("/w/b.ts", false));
    trust.step(Event::Unwanted { entry: "/w/a.ts".into() });
    assert_eq!(trust.step(answered(Some(Answer::Session))), [run("/w/b.ts")]);
}

#[test]
fn an_editor_that_restricts_the_workspace_has_the_last_word() {
    let mut trust = Trust::default();
    trust.step(wanted("/w/a.ts", false));
    trust.step(Event::Editor { is_restricted: true });
    assert_eq!(trust.step(answered(Some(Answer::Always))), refuse("/w/a.ts", Refusal::Restricted));
    assert_eq!(trust.step(wanted("/w/a.ts", true)), refuse("/w/a.ts", Refusal::Restricted));
}

#[test]
fn a_late_answer_to_no_question_runs_nothing() {
    assert_eq!(Trust::default().step(answered(Some(Answer::No))), []);
    assert_eq!(Trust::default().step(answered(Some(Answer::Session))), []);
}

#[test]
fn a_question_that_was_put_away_is_a_no() {
    assert_eq!(Answer::of(None), Answer::No);
    assert_eq!(Answer::of(Some("anything")), Answer::No);
    for answer in Answer::ALL {
        assert_eq!(Answer::of(Some(answer.title())), answer);
    }
}

#[test]
fn the_innermost_folder_of_the_workspace_is_asked_about_else_the_files_own() {
    let roots = ["/w".into(), "/w/packages/a".into(), "/x".into()];
    let folder = |entry: &'static str| folder_of(Path::new(entry), &roots).to_str().unwrap().to_owned();
    assert_eq!(folder("/w/main.ts"), "/w");
    assert_eq!(folder("/w/packages/a/main.ts"), "/w/packages/a");
    assert_eq!(folder("/w/packages/ab/main.ts"), "/w");
    assert_eq!(folder("/elsewhere/deep/main.ts"), "/elsewhere/deep");
}

fn store() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::at(directory.path().join("settings/trusted.json"));
    (directory, store)
}

#[test]
fn a_grant_covers_the_folder_and_what_lies_in_it_and_no_name_that_begins_alike() {
    let (_directory, store) = store();
    assert_eq!(store.covers(Path::new("/w/a.ts")), Ok(false));
    assert_eq!(store.grant(Path::new("/w")), Ok(true));
    assert_eq!(store.grant(Path::new("/w")), Ok(false));
    let covers = |path: &str| store.covers(Path::new(path)).unwrap();
    assert!(covers("/w/a.ts") && covers("/w/deep/a.ts"));
    assert!(!covers("/wide/a.ts") && !covers("/a.ts"));
    assert_eq!(store.revoke(Path::new("/w/deep")), Ok(false));
    assert_eq!(store.revoke(Path::new("/w")), Ok(true));
    assert!(!covers("/w/a.ts"));
}

#[test]
fn many_writers_lose_no_grant() {
    let (_directory, store) = store();
    let folder = |number: usize| PathBuf::from(format!("/w{number}"));
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let store = &store;
            scope.spawn(move || {
                for number in 0..10 {
                    store.grant(&folder(writer * 10 + number)).unwrap();
                }
            });
        }
    });
    assert!((0..40).all(|number| store.covers(&folder(number)).unwrap()));
}

#[test]
fn a_damaged_file_grants_nothing_names_itself_and_is_not_written_over() {
    let (_directory, store) = store();
    store.grant(Path::new("/w")).unwrap();
    for text in ["", "{", r#"{"version": 2, "trusted": {}}"#, r#"{"version": 1, "trusted": {}, "all": true}"#]
    {
        std::fs::write(store.path(), text).unwrap();
        let why = store.covers(Path::new("/w/a.ts")).unwrap_err();
        assert!(why.contains("trusted.json"), "{why}");
        assert!(store.grant(Path::new("/x")).is_err());
        assert_eq!(std::fs::read_to_string(store.path()).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_the_persons_alone_and_one_that_everybody_can_write_grants_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let (_directory, store) = store();
    store.grant(Path::new("/w")).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(store.path()), mode(store.path().parent().unwrap())), (0o600, 0o700));
    std::fs::set_permissions(store.path(), std::fs::Permissions::from_mode(0o666)).unwrap();
    assert!(store.covers(Path::new("/w/a.ts")).unwrap_err().contains("chmod o-w"));
}
