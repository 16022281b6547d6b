//! Chrome DevTools itself attached to a TypeScript program: see `tests/clients/devtools.mjs`.

use std::path::Path;

use saveloop_tests::{binary, npm};

/// The program `chromium`, or Chrome; `./test` finds or unpacks one.
const CHROMIUM: &str = "SAVELOOP_TEST_CHROMIUM";

#[test]
fn devtools_stops_steps_evaluates_and_stays_over_a_save() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let unpacked = root.join("target/tools/chromium/chromium");
    let given = std::env::var_os(CHROMIUM).map(Into::into);
    let chromium = given.or_else(|| unpacked.exists().then_some(unpacked));
    let chromium = chromium.unwrap_or_else(|| panic!("no Chromium: run ./test, or name one in {CHROMIUM}"));
    let folder = tempfile::tempdir().expect("a folder");
    let screenshot = root.join("target/devtools.png");
    let output = npm::client("devtools.mjs", "playwright-core")
        .env(CHROMIUM, chromium)
        .args([binary::saveloop(), folder.path(), &screenshot])
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
