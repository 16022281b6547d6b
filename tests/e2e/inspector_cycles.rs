//! Debuggers that come, stop the program, look and leave, a thousand times, with saves in between: nothing
//! grows, and no save is lost.

use std::time::Instant;

use saveloop_tests::cdp::Cdp;
use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use saveloop_tests::memory;
use serde_json::{Value, json};

const CYCLES: u32 = 1_000;
/// A save in each of so many cycles.
const BETWEEN_SAVES: u32 = 5;
/// Caches of the engine and the allocator's pools are full by then.
const WARM: u32 = 200;
/// What the allocator may keep for itself over all the cycles; one leaked script a save would be more.
const SLACK: u64 = 12 << 20;

fn text(round: u32) -> String {
    format!(
        "const round: number = {round};
function work(times: number): {{ times: number; list: number[] }} {{
  const list = Array.from({{ length: 50 }}, (_, at) => at * times);
  return {{ times, list }};
}}
setInterval(() => {{ work(round); }}, 1);
"
    )
}

/// What the engine holds between turns, by what holds it.
fn held(client: &mut LspClient) -> Value {
    let told = client.execute_command("saveloop.handles", json!([])).expect("an answer");
    told["programs"][0]["held"].clone()
}

/// Open files of a process.
fn open_files(process: u32) -> usize {
    std::fs::read_dir(format!("/proc/{process}/fd")).expect("a Linux /proc").count()
}

struct Size {
    held: Value,
    files: [usize; 2],
    resident: [u64; 2],
}

/// Once the last debugger has left, as much as there was before.
fn size(client: &mut LspClient, expected: Option<&Size>) -> Size {
    let server = client.id();
    let engine = memory::children(server)[0];
    let begin = Instant::now();
    loop {
        let held = held(client);
        let files = [server, engine].map(open_files);
        let resident = [server, engine].map(memory::resident);
        let size = Size { held, files, resident };
        // A connection that was closed is noticed a little later.
        let is_as_before = expected.is_none_or(|it| (&it.held, it.files) == (&size.held, size.files));
        if is_as_before && size.held["remote"] == 0 || begin.elapsed() > DEADLINE {
            return size;
        }
    }
}

/// One debugger: comes, stops the program, looks around, and leaves; every fifth time the file is saved
/// while the program is stopped, and every second debugger leaves without letting it go on.
fn cycle(client: &mut LspClient, url: &str, turn: u32, round: &mut u32) {
    let mut cdp = Cdp::connect(url);
    cdp.call("Runtime.enable", json!({}));
    cdp.call("Debugger.enable", json!({}));
    let at = json!({"url": client.uri("main.ts"), "lineNumber": 3});
    cdp.call("Debugger.setBreakpointByUrl", at);
    // A debugger that is still leaving may end the pause that this one has just seen.
    let listed = loop {
        let pause = cdp.event("Debugger.paused");
        let frame = &pause["callFrames"][0];
        let look = json!({"callFrameId": frame["callFrameId"], "expression": "({ times, list })"});
        let looked = cdp.send("Debugger.evaluateOnCallFrame", look);
        let Ok(looked) = cdp.answer(looked) else { continue };
        let listing = json!({"objectId": looked["result"]["objectId"], "ownProperties": true});
        let listing = cdp.send("Runtime.getProperties", listing);
        if let Ok(listed) = cdp.answer(listing) {
            break listed;
        }
    };
    let shown = listed["result"].as_array().and_then(|all| all.iter().find(|it| it["name"] == "times"));
    assert_eq!(shown.map(|it| &it["value"]["value"]), Some(&json!(*round)), "turn {turn}");
    let saves = turn.is_multiple_of(BETWEEN_SAVES);
    if saves {
        *round += 1;
        client.save_text("main.ts", &text(*round));
        client.wait_for_state("main.ts", "held");
    }
    if turn.is_multiple_of(2) {
        cdp.call("Debugger.resume", json!({}));
    }
    drop(cdp);
    if saves {
        client.wait_for_state("main.ts", "live");
        client.take_unread();
    }
}

#[test]
fn a_thousand_debuggers_leave_nothing_behind_and_lose_no_save() {
    let mut round = 0;
    let mut client = LspClient::start_with(&Setup::default(), &[("main.ts", &text(round))]);
    client.open("main.ts", &text(round));
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_for_state("main.ts", "live");
    let address = client.execute_command("saveloop.attachDebugger", json!([uri])).expect("an address");
    let url = address["webSocketDebuggerUrl"].as_str().expect("an address");
    for turn in 1..=WARM {
        cycle(&mut client, url, turn, &mut round);
    }
    let before = size(&mut client, None);
    for turn in WARM + 1..=CYCLES {
        cycle(&mut client, url, turn, &mut round);
    }
    let after = size(&mut client, Some(&before));
    assert_eq!((&after.held, after.files), (&before.held, before.files));
    for (after, before) in after.resident.into_iter().zip(before.resident) {
        assert!(after < before + SLACK, "{after} bytes after {before}");
    }
    assert_eq!(round, CYCLES / BETWEEN_SAVES);
}
