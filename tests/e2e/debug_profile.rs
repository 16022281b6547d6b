//! CPU profiles and numbers of the heap.

use runtime::debug::message::*;
use saveloop_tests::debug::Debugged;

const BURNING: &str = "function inner(n: number) {
  let sum = 0;
  for (let i = 0; i < 20_000; i++) sum += i % n;
  return sum;
}
function outer() {
  return inner(3) + inner(7);
}
let rounds = 0;
const timer = setInterval(() => {
  for (let i = 0; i < 20; i++) outer();
  if (++rounds === 5) { console.log('burnt'); clearInterval(timer); setInterval(() => {}, 1000); }
});
";

fn profile(debugged: &mut Debugged) -> Profile {
    match debugged.ask(Request::StopProfile) {
        Ok(Answer::Profile(profile)) => *profile,
        other => panic!("no profile: {other:?}"),
    }
}

#[test]
fn a_profile_says_which_functions_took_the_time_at_their_original_places() {
    let mut debugged = Debugged::new(BURNING);
    debugged.done(Request::StartProfile { interval_us: 100 });
    debugged.done(Request::RunIfWaiting);
    debugged.until(|event| matches!(event, Event::Console(_)));
    let profile = profile(&mut debugged);
    assert!(profile.start < profile.end);
    assert_eq!(profile.samples.len(), profile.deltas.len());
    assert_eq!(profile.nodes[0].function, "(root)");
    for (index, node) in profile.nodes.iter().enumerate() {
        assert!(node.parent.is_none_or(|parent| (parent as usize) < index), "a parent stands before");
        let hits = profile.samples.iter().filter(|sample| **sample as usize == index).count();
        assert_eq!(hits, node.hits as usize, "{node:?}");
    }
    let path = |node: &ProfileNode| {
        let mut node = node.clone();
        let mut names = vec![node.function.clone()];
        while let Some(parent) = node.parent {
            node = profile.nodes[parent as usize].clone();
            names.push(node.function.clone());
        }
        names
    };
    let hottest = profile.nodes.iter().max_by_key(|node| node.hits * u32::from(node.location.is_some()));
    let hottest = hottest.expect("nodes");
    assert_eq!(path(hottest)[..2], ["inner", "outer"]);
    let location = hottest.location.expect("a function of the program");
    assert_eq!(location.position.line, 0);
    let total: f64 = profile.deltas.iter().map(|delta| f64::from(*delta)).sum();
    assert!(total <= profile.end - profile.start);
    assert!(profile.nodes.iter().any(|node| node.function == "(idle)"));
}

#[test]
fn a_profile_that_was_not_started_cannot_be_stopped() {
    let mut debugged = Debugged::new("setInterval(() => {}, 1000);");
    debugged.done(Request::RunIfWaiting);
    assert_eq!(debugged.ask(Request::StopProfile), Err(Failure::NotProfiling));
    debugged.done(Request::StartProfile { interval_us: 1000 });
    profile(&mut debugged);
    assert_eq!(debugged.ask(Request::StopProfile), Err(Failure::NotProfiling));
}

#[test]
fn the_numbers_of_the_heap_grow_with_what_is_held_and_shrink_again() {
    let mut debugged = Debugged::new("setInterval(() => {}, 1000); globalThis.held = [];");
    debugged.done(Request::RunIfWaiting);
    let Event::ContextCreated { context, .. } =
        debugged.until(|event| matches!(event, Event::ContextCreated { .. }))
    else {
        panic!("no context")
    };
    debugged.settled();
    let used = |debugged: &mut Debugged| {
        debugged.done(Request::CollectGarbage);
        match debugged.ask(Request::HeapUsage) {
            Ok(Answer::HeapUsage { used, total }) => {
                assert!(0 < used && used <= total);
                used
            }
            other => panic!("no numbers: {other:?}"),
        }
    };
    let before = used(&mut debugged);
    let place = Place::Global(context);
    let fill = "globalThis.held = Array.from({ length: 20000 }, (_, i) => ({ i, text: 'x' + i })), 0";
    debugged.evaluate_at(place, fill, EvaluateFlags::default()).expect("filled");
    let full = used(&mut debugged);
    assert!(full > before + 1_000_000, "{before} -> {full}");
    debugged.evaluate_at(place, "globalThis.held = null, 0", EvaluateFlags::default()).expect("emptied");
    assert!(used(&mut debugged) < before + 500_000);
}

const PROFILES_ITSELF: &str = "function burn() {
  let sum = 0;
  for (let i = 0; i < 3_000_000; i++) sum += i % 7;
  return sum;
}
console.profileEnd();
console.profile('outer');
burn();
console.profile();
console.profileEnd('never begun');
console.profileEnd('outer');
console.profileEnd();
console.profileEnd();
console.log('over');
setInterval(() => {}, 1000);
";

#[test]
fn a_program_profiles_itself_by_titles_or_newest_first() {
    let mut debugged = Debugged::new(PROFILES_ITSELF);
    debugged.done(Request::RunIfWaiting);
    let mut told = Vec::new();
    let is_next = |event: &Event| matches!(event, Event::ConsoleProfile(_) | Event::Console(_));
    while let Event::ConsoleProfile(profile) = debugged.until(is_next) {
        told.push(profile);
    }
    let line = |it: &ConsoleProfile| it.location.expect("a call of the program").position.line;
    let shown = told.iter().map(|it| (it.id, it.title.as_str(), line(it), it.recorded.is_some()));
    let shown: Vec<_> = shown.collect();
    assert_eq!(shown, [(1, "outer", 6, false), (2, "", 8, false), (1, "outer", 10, true), (2, "", 11, true)]);
    let hits = |told: &ConsoleProfile| {
        let profile = told.recorded.as_deref().expect("a profile");
        profile.nodes.iter().filter(|node| node.function == "burn").map(|node| node.hits).sum::<u32>()
    };
    assert!(hits(&told[2]) > 0);
    assert_eq!(hits(&told[3]), 0, "it began later");
    assert_eq!(debugged.ask(Request::StopProfile), Err(Failure::NotProfiling), "no client has begun one");
}
