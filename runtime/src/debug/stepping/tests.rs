//! Where steps end.

use super::*;

const FRAME: usize = 30;
const CALLER: usize = 20;
const OUTERMOST: usize = 10;
const CALLEE: usize = 40;

fn step(how: How) -> Step {
    Step { how, from: vec![FRAME, CALLER, OUTERMOST], awaiting: Vec::new(), may_suspend: false }
}

fn at(frames: &[usize]) -> Reached<'_> {
    Reached { frames, is_entry: false }
}

#[test]
fn into_ends_anywhere() {
    assert!(step(How::Into).ends_at(at(&[CALLEE, FRAME, CALLER, OUTERMOST])));
    assert!(step(How::Into).ends_at(at(&[99])));
}

#[test]
fn over_ends_in_the_frame_or_a_caller_and_not_in_what_it_calls() {
    let over = step(How::Over);
    assert!(over.ends_at(at(&[FRAME, CALLER, OUTERMOST])));
    assert!(over.ends_at(at(&[CALLER, OUTERMOST])));
    assert!(over.ends_at(at(&[OUTERMOST])));
    assert!(!over.ends_at(at(&[CALLEE, FRAME, CALLER, OUTERMOST])));
    assert!(!over.ends_at(at(&[CALLEE, CALLER, OUTERMOST])), "called by a caller");
    assert!(!over.ends_at(at(&[99])), "something else");
}

#[test]
fn a_frame_that_begins_at_the_address_of_the_old_one_is_another() {
    let begins = Reached { frames: &[FRAME, CALLER, OUTERMOST], is_entry: true };
    assert!(!step(How::Over).ends_at(begins));
}

#[test]
fn a_frame_that_waits_is_waited_for() {
    let over = Step { may_suspend: true, ..step(How::Over) };
    assert!(!over.ends_at(at(&[CALLER, OUTERMOST])), "it is suspended, not over");
    assert!(over.ends_at(at(&[FRAME])));
}

#[test]
fn out_ends_in_a_caller_or_in_what_awaits_the_frame() {
    let out = Step { awaiting: vec![77], ..step(How::Out) };
    assert!(!out.ends_at(at(&[FRAME, CALLER, OUTERMOST])));
    assert!(!out.ends_at(at(&[CALLEE, CALLER, OUTERMOST])));
    assert!(out.ends_at(at(&[CALLER, OUTERMOST])));
    assert!(out.ends_at(at(&[77])));
}

#[test]
fn a_step_ends_with_the_turn_unless_a_frame_lives_on() {
    assert_eq!(step(How::Over).after_turn(|_| false), None);
    let suspended = Step { may_suspend: true, ..step(How::Over) };
    assert!(suspended.after_turn(|frame| frame == FRAME).is_some());
    assert_eq!(
        step(How::Out).after_turn(|frame| frame == CALLER).map(|it| it.from),
        Some(vec![FRAME, CALLER])
    );
    assert!(step(How::Into).after_turn(|_| false).is_some());
}

#[test]
fn a_frame_that_takes_the_place_of_the_one_that_was_stepped_from_is_not_meant() {
    let mut over = step(How::Over);
    over.start_is_over();
    assert!(!over.ends_at(at(&[FRAME, CALLER, OUTERMOST])));
    assert!(over.ends_at(at(&[CALLER, OUTERMOST])));
}
