//! A thousand saves while the file on disk is truncated, half written, renamed away and replaced: what
//! runs is the text of the editor, and each report is right. `cargo bench -p saveloop-tests -- torn`
//! does the same a hundred thousand times.

use saveloop_tests::torn::Torn;

#[test]
fn whatever_happens_to_the_file_every_settled_save_is_reported_once_and_in_its_place() {
    let mut torn = Torn::start(1);
    torn.settled(600);
    let counts = torn.finish();
    assert!(counts.is_clean(), "{counts:#?}");
    assert!(counts.saves == 600 && counts.reports >= 600 && counts.disk_changes >= 600, "{counts:#?}");
}

#[test]
fn in_a_storm_of_saves_nothing_old_or_foreign_is_shown_and_the_last_is_right() {
    let mut torn = Torn::start(2);
    torn.storm(600);
    let counts = torn.finish();
    assert!(counts.is_clean(), "{counts:#?}");
    assert!(counts.saves == 600 && counts.disk_changes > 0, "{counts:#?}");
}
