//! The rate limit of the console log.

use super::*;

#[test]
fn two_hundred_lines_a_second_pass_and_the_rest_is_counted_once() {
    let start = Instant::now();
    let mut log = ConsoleLog::default();
    let admitted = (0..1000).filter(|_| log.admit(start, true)).count();
    assert_eq!(admitted, MOST_A_SECOND);
    assert_eq!(log.flush(start), None, "its second is not over");
    let later = log.deadline().unwrap();
    assert_eq!(log.flush(later).as_deref(), Some("800 lines dropped; saveloop.openLog shows all"));
    assert_eq!(log.flush(later), None);
    assert!(log.admit(later, true));
}

#[test]
fn slow_printing_is_never_dropped() {
    let start = Instant::now();
    let mut log = ConsoleLog::default();
    for step in 0..1000 {
        assert!(log.admit(start + Duration::from_millis(step * 10), true));
    }
    assert_eq!(log.deadline(), None);
}

#[test]
fn a_client_that_does_not_keep_up_is_told_a_number() {
    let start = Instant::now();
    let mut log = ConsoleLog::default();
    assert!((0..9).all(|_| !log.admit(start, false)));
    assert_eq!(
        log.flush(log.deadline().unwrap()).as_deref(),
        Some("9 lines dropped; saveloop.openLog shows all")
    );
}

#[test]
fn long_lines_are_cut_between_characters() {
    assert_eq!(cut("short"), "short");
    let long = format!("{}é{}", "x".repeat(LONGEST_LINE - 1), "y".repeat(5));
    assert_eq!(cut(&long), format!("{}… 6 more characters", "x".repeat(LONGEST_LINE - 1)));
}
