//! Every order of saves, wishes and time.

use super::*;

fn saved(file: &str, now: Instant) -> Event {
    Event::Saved { file: file.into(), now }
}

#[test]
fn a_save_that_nothing_answers_is_explained_once() {
    let (mut first, now) = (FirstSave::default(), Instant::now());
    assert_eq!(first.deadline(), None);
    assert_eq!(first.step(saved("/w/a.ts", now)), None);
    let due = first.deadline().unwrap();
    assert_eq!(first.step(Event::Tick { now: due - Duration::from_millis(1) }), None);
    // Later saves neither put it off nor take its place.
    assert_eq!(first.step(saved("/w/b.ts", due)), None);
    assert_eq!(first.deadline(), Some(due));
    assert_eq!(first.step(Event::Tick { now: due }), Some(Effect::Explain { file: "/w/a.ts".into() }));
    assert_eq!(first.deadline(), None);
    assert_eq!(first.step(saved("/w/a.ts", due)), None);
    assert_eq!(first.step(Event::Tick { now: due + PATIENCE }), None);
}

#[test]
fn who_asks_in_time_hears_nothing() {
    let (mut first, now) = (FirstSave::default(), Instant::now());
    first.step(saved("/w/a.ts", now));
    assert_eq!(first.step(Event::Asked), None);
    assert_eq!(first.deadline(), None);
    assert_eq!(first.step(Event::Tick { now: now + PATIENCE }), None);
}

#[test]
fn who_has_asked_before_hears_nothing_of_any_save() {
    let (mut first, now) = (FirstSave::default(), Instant::now());
    first.step(Event::Asked);
    assert_eq!(first.step(saved("/w/a.ts", now)), None);
    assert_eq!((first.deadline(), first), (None, FirstSave::Over));
}

#[test]
fn editors_are_known_by_the_name_that_they_give() {
    assert_eq!(way_to_actions(Some("Neovim")), Some("gra"));
    assert_eq!(way_to_actions(Some("Visual Studio Code - Insiders")), Some("Ctrl+. or ▷ above the file"));
    assert_eq!(way_to_actions(Some("ed")), None);
    assert_eq!(way_to_actions(None), None);
}
