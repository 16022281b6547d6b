//! The rate limit of the console log.

use super::*;

#[test]
fn two_hundred_lines_a_second_pass_and_the_rest_is_counted_once() {
    let start = Instant::now();
    let mut log = ConsoleLog::default();
    let admitted = (0..1000).filter(|_| log.admit(start)).count();
    assert_eq!(admitted, MOST_A_SECOND);
    assert_eq!(log.flush(start), None, "its second is not over");
    let later = log.deadline().unwrap();
    assert_eq!(log.flush(later).as_deref(), Some("800 lines dropped"));
    assert_eq!(log.flush(later), None);
    assert!(log.admit(later));
}

#[test]
fn slow_printing_is_never_dropped() {
    let start = Instant::now();
    let mut log = ConsoleLog::default();
    for step in 0..1000 {
        assert!(log.admit(start + Duration::from_millis(step * 10)));
    }
    assert_eq!(log.deadline(), None);
}
