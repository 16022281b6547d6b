//! Questions, answers and settings, one by one and in every order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use runtime::permissions::{Kind, Level, Wanted};

use super::{Answer, Effect, Event, Grants, Limit, Of};
use crate::trust::store::Kept;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(format!("/{name}"))
}

fn asked(of: &str, kind: Kind) -> Event {
    Event::Asked { folder: folder(of), kind, entry: folder(of).join("main.ts"), resource: "x".into() }
}

fn answered(of: &str, kind: Kind, answer: Option<Answer>) -> Event {
    Event::Answered { folder: folder(of), kind, answer }
}

fn of(name: &str) -> Of {
    Of { folder: folder(name), ..Of::default() }
}

fn level(grants: &Grants, of: &Of, kind: Kind) -> Level {
    grants.rules(of).rule(kind).level
}

#[test]
fn one_question_stands_for_a_kind_and_a_folder() {
    let mut grants = Grants::default();
    assert!(matches!(grants.step(asked("a", Kind::Net))[..], [Effect::Ask { .. }]));
    assert_eq!(grants.step(asked("a", Kind::Net)), []);
    assert!(matches!(grants.step(asked("a", Kind::Run))[..], [Effect::Ask { .. }]));
    assert!(matches!(grants.step(asked("b", Kind::Net))[..], [Effect::Ask { .. }]));
    let effects = grants.step(answered("a", Kind::Net, Some(Answer::Session)));
    assert_eq!(effects, [Effect::Tell { folder: folder("a") }]);
    assert_eq!(grants.step(asked("a", Kind::Net)), [Effect::Tell { folder: folder("a") }]);
    assert_eq!(level(&grants, &of("a"), Kind::Net), Level::Allow);
    assert_eq!(level(&grants, &of("a"), Kind::Run), Level::Ask);
    assert_eq!(level(&grants, &of("b"), Kind::Net), Level::Ask);
}

#[test]
fn a_no_holds_until_somebody_runs_a_program_again() {
    let mut grants = Grants::default();
    for answer in [Some(Answer::No), None] {
        grants.step(asked("a", Kind::Net));
        grants.step(answered("a", Kind::Net, answer));
        assert_eq!(level(&grants, &of("a"), Kind::Net), Level::Deny);
        assert_eq!(grants.step(Event::Run { folder: folder("a") }), [Effect::Tell { folder: folder("a") }]);
        assert_eq!(level(&grants, &of("a"), Kind::Net), Level::Ask);
    }
    assert_eq!(grants.step(Event::Run { folder: folder("a") }), []);
}

#[test]
fn an_answer_for_good_is_kept_and_counts_at_once() {
    let mut grants = Grants::default();
    let effects = grants.step(answered("a", Kind::Env, Some(Answer::Always)));
    assert_eq!(
        effects,
        [Effect::Keep { folder: folder("a"), kind: Kind::Env }, Effect::Tell { folder: folder("a") }]
    );
    assert_eq!(level(&grants, &of("a"), Kind::Env), Level::Allow);
}

#[test]
fn settings_take_away_and_never_grant() {
    let grants = Grants::default();
    let limits = [Limit::Granted, Limit::Ask, Limit::Deny, Limit::Only(vec!["/a/data".into()])];
    for limit in limits {
        for kinds in [BTreeSet::new(), BTreeSet::from(Kind::ALL)] {
            let kept = Kept { kinds, ..Kept::default() };
            let of =
                Of { kept: kept.clone(), limits: Kind::ALL.map(|it| (it, limit.clone())).into(), ..of("a") };
            let without = Of { limits: BTreeMap::new(), ..of.clone() };
            for wanted in [Wanted::read("/a/data/x"), Wanted::read("/b"), Wanted::host("c", 1)] {
                let (limited, free) =
                    (grants.rules(&of).decide(&wanted), grants.rules(&without).decide(&wanted));
                assert!(limited <= free, "{limit:?} of {wanted:?}: {limited:?}");
            }
        }
    }
}

#[test]
fn a_workspace_and_what_settings_give_are_there_without_a_question() {
    let rules =
        Grants::default().rules(&Of { readable: vec!["/a".into()], given: vec!["GIVEN".into()], ..of("a") });
    assert_eq!(rules.decide(&Wanted::read("/a/b")), Level::Allow);
    assert_eq!(rules.decide(&Wanted::read("/b")), Level::Ask);
    assert_eq!(rules.decide(&Wanted::write("/a/b")), Level::Ask);
    assert_eq!(rules.decide(&Wanted::Env { name: "GIVEN".into() }), Level::Allow);
    assert_eq!(rules.decide(&Wanted::Env { name: "HOME".into() }), Level::Ask);
}

#[test]
fn whatever_the_order_nobody_waits_for_nothing_and_nothing_is_allowed_that_nobody_said() {
    let mut seed: u64 = 3;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let (mut grants, mut standing, mut said) = (Grants::default(), BTreeSet::new(), BTreeMap::new());
    for _ in 0..50_000 {
        let (name, kind) = (["a", "b"][next(2)], Kind::ALL[next(5)]);
        let key = (folder(name), kind);
        match next(4) {
            0 => {
                let effects = grants.step(asked(name, kind));
                match effects.as_slice() {
                    [Effect::Ask { .. }] => assert!(standing.insert(key), "asked twice"),
                    [Effect::Tell { .. }] => assert!(said.contains_key(&key)),
                    [] => assert!(standing.contains(&key), "somebody waits and nobody was asked"),
                    other => panic!("{other:?}"),
                }
            }
            1 if standing.remove(&key) => {
                let answer = [Some(Answer::Always), Some(Answer::Session), Some(Answer::No), None][next(4)];
                let effects = grants.step(answered(name, kind, answer));
                assert!(effects.contains(&Effect::Tell { folder: folder(name) }));
                said.insert(key, matches!(answer, Some(Answer::Always | Answer::Session)));
            }
            2 => {
                grants.step(Event::Run { folder: folder(name) });
                said.retain(|(of, _), is_allowed| *is_allowed || *of != folder(name));
            }
            _ => {
                let expected = match said.get(&key) {
                    Some(true) => Level::Allow,
                    Some(false) => Level::Deny,
                    None => Level::Ask,
                };
                assert_eq!(level(&grants, &of(name), kind), expected);
            }
        }
    }
}

#[test]
fn what_is_kept_by_name_is_allowed_and_the_rest_of_its_kind_is_asked() {
    let grants = Grants::default();
    let named = BTreeMap::from([(Kind::Net, BTreeSet::from(["example.com:443".to_owned()]))]);
    let kept = Kept { named, ..Kept::default() };
    let of = |limit: Limit| Of { kept: kept.clone(), limits: [(Kind::Net, limit)].into(), ..of("a") };
    let decide = |limit: Limit, host: &str| grants.rules(&of(limit)).decide(&Wanted::host(host, 443));
    assert_eq!(decide(Limit::Granted, "example.com"), Level::Allow);
    assert_eq!(decide(Limit::Granted, "other.com"), Level::Ask);
    // Settings take it away as they take away a kind.
    assert_eq!(decide(Limit::Ask, "example.com"), Level::Ask);
    assert_eq!(decide(Limit::Deny, "example.com"), Level::Deny);
    assert_eq!(decide(Limit::Only(vec!["other.com".into()]), "example.com"), Level::Deny);
    assert_eq!(decide(Limit::Only(vec!["other.com".into()]), "other.com"), Level::Ask);
}
