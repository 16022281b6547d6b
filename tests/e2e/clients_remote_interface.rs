//! chrome-remote-interface leads a whole session: see `tests/clients/remote_interface.mjs`.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

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
    let mut client = npm::client("remote_interface.mjs", "chrome-remote-interface")
        .arg(run.address())
        .arg(&run.path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut said = String::new();
    let mut stdout = BufReader::new(client.stdout.take().expect("a pipe"));
    stdout.read_line(&mut said).expect("a line");
    if said == "saved\n" {
        run.line_with("it is applied when the debugger lets the program go on");
        client.stdin.take().expect("a pipe").write_all(b"held\n").expect("it reads");
    }
    let output = client.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // It was paused when the client left.
    std::fs::write(&run.path, "console.log('over');\n").expect("saved");
    run.line_with("generation 3");
}
