//! Local time in zones of all kinds: the same standard output as in Node.

use std::path::Path;
use std::process::Command;

use saveloop_tests::binary;

const ZONES: &[&str] = &[
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Europe/London",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Asia/Tokyo",
];

#[test]
fn local_time_is_that_of_node_in_every_zone() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/zones/local-time.mjs");
    for zone in ZONES {
        let text = |command: &mut Command| {
            let output = command.arg(&program).env("TZ", zone).output().expect("it starts");
            assert!(output.status.success(), "{zone}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let expected = text(&mut Command::new("node"));
        let ours = text(Command::new(binary::saveloop()).arg("run"));
        for (line, (ours, expected)) in ours.lines().zip(expected.lines()).enumerate() {
            assert_eq!(ours, expected, "{zone}, line {}", line + 1);
        }
        assert_eq!(ours, expected, "{zone}");
    }
}
