//! What the console was given can be opened where it was printed.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

fn running(text: &str) -> Dap {
    let mut dap = Dap::start(&[("main.ts", text)]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap
}

#[track_caller]
fn shown(dap: &mut Dap, reference: &Value) -> Vec<(String, String)> {
    let text = |it: &Value, name: &str| it[name].as_str().expect("text").to_owned();
    dap.variables(reference).iter().map(|it| (text(it, "name"), text(it, "value"))).collect()
}

#[test]
fn objects_that_were_printed_are_opened() {
    let mut dap = running(
        "console.log('point', { x: 1, deep: { y: [2] } }, 3);\nconsole.error(new TypeError('bad'));\nsetInterval(() => {}, 1000);\n",
    );
    let printed = dap.output("point");
    assert_eq!(printed["output"], "point { x: 1, deep: { y: [ 2 ] } } 3\n");
    let parts = dap.variables(&printed["variablesReference"]);
    let values: Vec<_> = parts.iter().map(|it| (&it["name"], &it["value"])).collect();
    let expected = [("0", "\"point\""), ("1", "{x: 1, deep: {…}}"), ("2", "3")];
    let expected = expected.map(|(name, value)| (json!(name), json!(value)));
    assert_eq!(values, expected.iter().map(|(name, value)| (name, value)).collect::<Vec<_>>());
    let inside = shown(&mut dap, &parts[1]["variablesReference"]);
    assert!(inside.contains(&("x".into(), "1".into())), "{inside:?}");
    let failed = dap.output("bad");
    assert_eq!(failed["category"], "stderr");
    assert_eq!(shown(&mut dap, &failed["variablesReference"]), [("0".into(), "TypeError: bad".into())]);
}

#[test]
fn what_is_only_text_has_nothing_to_open() {
    let mut dap = running(
        "console.log('plain', 1);\nconsole.assert(true, { not: 'printed' });\nprocess.stdout.write('raw\\n');\nconsole.group({ head: 1 });\nconsole.log('in');\nconsole.groupEnd();\nsetInterval(() => {}, 1000);\n",
    );
    for text in ["plain", "raw", "in"] {
        let printed = dap.output(text);
        assert_eq!(printed["variablesReference"], Value::Null, "{printed:#}");
    }
}

#[test]
fn what_an_earlier_generation_printed_is_gone_with_it() {
    let mut dap = running("console.log({ a: 1 });\nsetInterval(() => {}, 1000);\n");
    let first = dap.output("a: 1")["variablesReference"].clone();
    dap.save("main.ts", "console.log({ b: 2 });\nsetInterval(() => {}, 1000);\n");
    let second = dap.output("b: 2")["variablesReference"].clone();
    assert_eq!(shown(&mut dap, &second), [("0".into(), "{b: 2}".into())]);
    assert!(dap.request("variables", json!({ "variablesReference": first })).is_err());
}
