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
    assert_eq!((first.deadline(), first), (None, FirstSave::Asked));
}

fn rests(alive: bool, now: Instant) -> Event {
    Event::Rests { program: std::path::Path::new("/w/a.ts").into(), alive, now }
}

#[test]
fn a_program_that_shows_nothing_is_spoken_of_once_also_after_it_was_said_how_to_run_one() {
    let (mut first, now) = (FirstSave::default(), Instant::now());
    first.step(saved("/w/a.ts", now));
    first.step(Event::Tick { now: now + PATIENCE });
    first.step(Event::Asked);
    assert_eq!(first.deadline(), None, "it may take its time");
    first.step(rests(true, now));
    // It comes to rest again and again; that does not put it off.
    first.step(rests(false, now + PATIENCE / 2));
    assert_eq!(first.deadline(), Some(now + PATIENCE));
    let said = first.step(Event::Tick { now: now + PATIENCE });
    assert_eq!(
        said,
        Some(Effect::Reassure { program: std::path::Path::new("/w/a.ts").into(), alive: false })
    );
    for event in [Event::Asked, rests(false, now), Event::Tick { now: now + PATIENCE * 3 }] {
        assert_eq!(first.step(event), None);
        assert_eq!((first.deadline(), &first), (None, &FirstSave::Over));
    }
}

#[test]
fn who_has_seen_something_hears_nothing_of_quiet_programs() {
    for before_rest in [true, false] {
        let (mut first, now) = (FirstSave::default(), Instant::now());
        first.step(Event::Asked);
        let events = [Event::Shown, rests(true, now)];
        let in_order: Vec<Event> =
            if before_rest { events.into() } else { events.into_iter().rev().collect() };
        for event in in_order {
            first.step(event);
        }
        assert_eq!(first.step(Event::Tick { now: now + PATIENCE }), None);
        assert_eq!(first, FirstSave::Over);
    }
}

#[test]
fn editors_are_known_by_the_name_that_they_give() {
    assert_eq!(way_to_actions(Some("Neovim")), Some("gra"));
    assert_eq!(way_to_actions(Some("Visual Studio Code - Insiders")), Some("Ctrl+. or ▷ above the file"));
    assert_eq!(way_to_actions(Some("ed")), None);
    assert_eq!(way_to_actions(None), None);
}
