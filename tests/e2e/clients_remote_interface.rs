//! chrome-remote-interface leads a whole session: see `tests/clients/remote_interface.mjs`.

use saveloop_tests::inspected::Inspected;
use saveloop_tests::npm;

const TEXT: &str = "\
type Name = string;
function greet(name: Name): string {
  let text: string = `hello ${name}`;
  return text + (text === 'goodbye' ? '' : '!');
}

let turns = 0;
setTimeout(function tick() {
  turns++;
  console.log('said', greet('world'));
  setTimeout(tick, 5);
}, 5);
";

#[test]
fn chrome_remote_interface_finds_leads_and_stays_over_a_save() {
    let mut run = Inspected::start(TEXT, &["--hot", "--inspect-wait=0"]);
    let output = npm::client("remote_interface.mjs", "chrome-remote-interface")
        .arg(run.address())
        .arg(&run.path)
        .output()
        .expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // It was paused when the client left.
    std::fs::write(&run.path, "console.log('over');\n").expect("saved");
    run.line_with("generation 3");
}
