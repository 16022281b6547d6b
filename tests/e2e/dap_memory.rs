//! Bytes of buffers, and numbers as a person wants to read them.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

const BYTES: &str = "\
const bytes = new Uint8Array([1, 2, 255]);
const part = new DataView(bytes.buffer, 1, 2);
const mask = 255;
const big = -4096n;
const list = [16, '16', 0.5];
debugger;
";

fn stopped() -> (Dap, Vec<Value>) {
    let mut dap = Dap::start(&[("main.ts", BYTES)]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap.event("stopped");
    let module = dap.scope(0, "Module");
    let hex = json!({ "variablesReference": module, "format": { "hex": true } });
    let variables = dap.call("variables", hex)["variables"].take();
    (dap, serde_json::from_value(variables).expect("a list"))
}

#[track_caller]
fn named<'v>(variables: &'v [Value], name: &str) -> &'v Value {
    variables.iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("no {name} in {variables:#?}"))
}

#[test]
fn whole_numbers_are_shown_in_base_sixteen_on_request() {
    let (mut dap, variables) = stopped();
    assert_eq!(named(&variables, "mask")["value"], "0xff");
    assert_eq!(named(&variables, "big")["value"], "-0x1000n");
    assert_eq!(named(&variables, "list")["value"], "(3) [0x10, \"16\", 0.5]");
    let frame = dap.frames()[0]["id"].clone();
    let ask = |format: Value| json!({ "expression": "mask + 1", "frameId": frame, "format": format });
    assert_eq!(dap.call("evaluate", ask(json!({ "hex": true })))["result"], "0x100");
    assert_eq!(dap.call("evaluate", ask(json!({})))["result"], "256");
}

#[test]
fn the_bytes_of_a_buffer_and_of_a_view_are_read() {
    let (mut dap, variables) = stopped();
    assert_eq!(named(&variables, "list")["memoryReference"], Value::Null);
    let whole = named(&variables, "bytes")["memoryReference"].clone();
    let part = named(&variables, "part")["memoryReference"].clone();
    let mut read = |of: &Value, offset: i64, count: i64| {
        dap.call("readMemory", json!({ "memoryReference": of, "offset": offset, "count": count }))
    };
    assert_eq!(read(&whole, 0, 3), json!({ "address": "0x0", "data": "AQL/" }));
    assert_eq!(read(&whole, 1, 10), json!({ "address": "0x1", "data": "Av8=", "unreadableBytes": 8 }));
    assert_eq!(read(&part, 0, 2), json!({ "address": "0x0", "data": "Av8=" }));
    assert_eq!(read(&whole, 7, 2), json!({ "address": "0x7", "data": "", "unreadableBytes": 2 }));
    assert_eq!(read(&whole, -2, 2), json!({ "address": "-0x2", "unreadableBytes": 2 }));
    assert!(dap.request("readMemory", json!({ "memoryReference": "none", "count": 1 })).is_err());
}
