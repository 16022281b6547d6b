//! Saves while a client of the Debug Adapter Protocol is there: its session and its breakpoints stay.

use saveloop_tests::dap::Dap;
use serde_json::json;

const TICKS: &str = "\
import { step } from './step.ts';
let ticks = 0;
setInterval(() => {
  ticks += step;
}, 5);
";

#[test]
fn a_save_keeps_the_session_and_its_breakpoints() {
    let files = [
        ("main.ts", TICKS),
        ("step.ts", "export const step = 1;\n"),
        ("more.ts", "export const more = 5;\n"),
    ];
    let mut dap = Dap::spawn(&files);
    dap.initialize(json!({ "supportsInvalidatedEvent": true }));
    dap.launch(json!({}));
    let set = dap.set_breakpoints("main.ts", &[4]);
    dap.call("configurationDone", json!({}));
    assert_eq!(dap.event("stopped")["hitBreakpointIds"], json!([set[0]["id"]]));
    assert_eq!(dap.evaluate("step", "watch").expect("a value")["result"], "1");
    let frame = dap.frames()[0]["id"].clone();
    let names = |dap: &mut Dap| -> Vec<String> {
        let sources = dap.call("loadedSources", json!({}));
        let list = sources["sources"].as_array().expect("a list");
        let mut names: Vec<String> =
            list.iter().map(|it| it["name"].as_str().expect("a name").to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&mut dap), ["main.ts", "step.ts"]);

    dap.save("main.ts", &TICKS.replace("step }", "more as step }").replace("./step.ts", "./more.ts"));
    dap.output("it is applied when the debugger lets the program go on");
    dap.call("continue", json!({ "threadId": 1 }));
    let changed = dap.event_with("loadedSource", |body| body["reason"] == "changed");
    assert_eq!(changed["source"]["path"], json!(dap.path("main.ts")));
    dap.event_with("loadedSource", |body| body["reason"] == "new" && body["source"]["name"] == "more.ts");
    dap.event("invalidated");
    assert_eq!(dap.event("stopped")["hitBreakpointIds"], json!([set[0]["id"]]));
    assert_eq!(dap.evaluate("step", "watch").expect("a value")["result"], "5");
    assert!(dap.request("scopes", json!({ "frameId": frame })).is_err(), "its pause is over");
    assert_eq!(names(&mut dap), ["main.ts", "more.ts"]);
    dap.set_breakpoints("main.ts", &[]);
    dap.call("continue", json!({ "threadId": 1 }));
    dap.event_with("loadedSource", |body| body["reason"] == "removed" && body["source"]["name"] == "step.ts");
}

#[test]
fn a_breakpoint_moves_to_where_the_new_text_can_stop() {
    let mut dap = Dap::start(&[("main.ts", "const a = 1;\nconsole.log(a);\n")]);
    dap.launch(json!({}));
    let set = dap.set_breakpoints("main.ts", &[2]);
    dap.call("configurationDone", json!({}));
    dap.event("stopped");
    dap.call("continue", json!({ "threadId": 1 }));
    dap.output("1");
    dap.save("main.ts", "const a = 1;\n\n\nconsole.log(a);\n");
    let moved = dap.event_with("breakpoint", |body| body["breakpoint"]["line"] == 4);
    assert_eq!((&moved["reason"], &moved["breakpoint"]["id"]), (&json!("changed"), &set[0]["id"]));
    dap.event("stopped");
    assert_eq!(dap.places(), ["<module>:4"]);
}

#[test]
fn a_bad_save_is_said_and_the_program_goes_on() {
    let mut dap = Dap::start(&[("main.ts", "console.log('one');\nsetInterval(() => {}, 1000);\n")]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap.output("one");
    dap.save("main.ts", "console.log('two';\n");
    let said = dap.output("main.ts:1:");
    assert_eq!((&said["category"], &said["line"]), (&json!("stderr"), &json!(1)));
    assert!(said["output"].as_str().is_some_and(|text| text.contains("generation 1 goes on")), "{said:#}");
    dap.save("main.ts", "console.log('two');\n");
    dap.output("two");
}

#[test]
fn a_frame_of_replaced_code_shows_the_text_that_runs() {
    let first = "\
function slow(): Promise<void> { return new Promise((done) => setTimeout(done, 300)); }
export async function work(): Promise<void> {
  await slow();
  console.log('first is done');
}
";
    let main = "import { work } from './work.ts';\nconst kept: Promise<void> = globalThis.kept ??= work();\nconsole.log('main');\n";
    let mut dap = Dap::start(&[("main.ts", main), ("work.ts", first)]);
    dap.run_to(&[3]);
    let reference = &dap.frames()[0]["source"]["sourceReference"];
    assert!(reference.is_null() || *reference == 0, "the file itself");
    let text = dap.call("source", json!({ "source": { "path": dap.path("work.ts") }, "sourceReference": 0 }));
    assert_eq!(text["content"], first);
}
