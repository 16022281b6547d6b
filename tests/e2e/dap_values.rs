//! Values as a client of the Debug Adapter Protocol sees, evaluates, completes and sets them.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

const VALUES: &str = "\
let ran = 0;
const outer = { name: 'x', get costly() { ran++; return { deep: [1, 2] }; }, get bad(): number { throw new Error('no'); } };
function look(list: number[]): void {
  const map = new Map<string, unknown>([['key', { value: 1 }]]);
  const text = 'line\\n\"quoted\"';
  let changed = 1;
  debugger;
  console.log(changed, outer.name, list[1], ran);
}
look(Array.from({ length: 250 }, (_, i) => i));
";

fn stopped() -> Dap {
    let mut dap = Dap::spawn(&[("main.ts", VALUES)]);
    dap.initialize(json!({ "supportsVariablePaging": true }));
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    assert_eq!(dap.event("stopped")["description"], "Paused on debugger statement");
    dap
}

#[track_caller]
fn named<'v>(variables: &'v [Value], name: &str) -> &'v Value {
    variables.iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("no {name} in {variables:#?}"))
}

#[test]
fn variables_have_values_types_and_parts() {
    let mut dap = stopped();
    let local = dap.scope(0, "Local");
    let variables = dap.variables(&local);
    let text = named(&variables, "text");
    assert_eq!((&text["value"], &text["type"]), (&json!(r#""line\n\"quoted\"""#), &json!("string")));
    assert_eq!(text["variablesReference"], 0);
    let map = named(&variables, "map");
    assert_eq!(map["value"], "Map(1) {\"key\" => {…}}");
    let list = named(&variables, "list");
    assert_eq!((&list["indexedVariables"], &list["type"]), (&json!(250), &json!("Array")));
    let page = json!({ "variablesReference": list["variablesReference"], "filter": "indexed", "start": 100, "count": 3 });
    let page = dap.call("variables", page);
    let shown: Vec<_> =
        page["variables"].as_array().into_iter().flatten().map(|it| (&it["name"], &it["value"])).collect();
    let expected = [json!("100"), json!("101"), json!("102")];
    assert_eq!(shown, expected.iter().map(|it| (it, it)).collect::<Vec<_>>());
    assert_eq!(page["variables"][0]["evaluateName"], "list[100]");
    let rest = json!({ "variablesReference": list["variablesReference"], "filter": "named" });
    let rest = dap.call("variables", rest);
    let names: Vec<_> = rest["variables"].as_array().into_iter().flatten().map(|it| &it["name"]).collect();
    assert_eq!(names, ["length", "[[Prototype]]"]);
}

#[test]
fn a_getter_runs_when_it_is_asked_for_and_not_before() {
    let mut dap = stopped();
    let module = dap.scope(0, "Module");
    let variables = dap.variables(&module);
    let outer = named(&variables, "outer")["variablesReference"].clone();
    let inside = dap.variables(&outer);
    let costly = named(&inside, "costly");
    assert_eq!(costly["presentationHint"]["lazy"], true);
    assert_eq!(dap.evaluate("ran", "watch").expect("a value")["result"], "0");
    let value = dap.variables(&costly["variablesReference"]);
    assert_eq!((&value[0]["name"], &value[0]["value"]), (&json!("costly"), &json!("{deep: Array(2)}")));
    let bad = dap.variables(&named(&inside, "bad")["variablesReference"]);
    assert_eq!(bad[0]["value"], "(throws Error: no)");
    assert_eq!(dap.evaluate("ran", "watch").expect("a value")["result"], "1");
}

#[test]
fn a_hover_changes_nothing_and_the_repl_does() {
    let mut dap = stopped();
    assert_eq!(dap.evaluate("outer.name", "hover").expect("a value")["result"], "\"x\"");
    for effect in ["changed = 9", "outer.costly", "look([])"] {
        let why = dap.evaluate(effect, "hover").expect_err(effect);
        assert!(why.starts_with("EvalError"), "{why}");
    }
    assert_eq!(dap.evaluate("changed", "watch").expect("a value")["result"], "1");
    assert_eq!(dap.evaluate("changed = 9", "repl").expect("a value")["result"], "9");
    assert_eq!(dap.evaluate("changed", "watch").expect("a value")["result"], "9");
    assert_eq!(dap.evaluate("text", "clipboard").expect("a value")["result"], "line\n\"quoted\"");
    assert_eq!(dap.evaluate("missing", "repl"), Err("ReferenceError: missing is not defined".into()));
    let deep = dap.evaluate("outer.costly", "repl").expect("a value");
    assert_eq!(dap.variables(&deep["variablesReference"])[0]["name"], "deep");
}

#[test]
fn variables_properties_and_elements_are_set() {
    let mut dap = stopped();
    let (local, module) = (dap.scope(0, "Local"), dap.scope(0, "Module"));
    let variables = dap.variables(&local);
    let list = named(&variables, "list")["variablesReference"].clone();
    let variables = dap.variables(&module);
    let outer = named(&variables, "outer")["variablesReference"].clone();
    let set = |dap: &mut Dap, of: &Value, name: &str, value: &str| {
        dap.request("setVariable", json!({ "variablesReference": of, "name": name, "value": value }))
    };
    assert_eq!(set(&mut dap, &local, "changed", "changed + list.length").expect("set")["value"], "251");
    assert_eq!(set(&mut dap, &outer, "name", "'a' + 'b'").expect("set")["value"], "\"ab\"");
    assert_eq!(set(&mut dap, &list, "1", "-0").expect("set")["value"], "-0");
    assert!(set(&mut dap, &local, "text", "1").is_err(), "a constant");
    assert!(set(&mut dap, &outer, "costly", "1").is_err(), "only a getter");
    assert_eq!(set(&mut dap, &list, "[[Prototype]]", "1"), Err("[[Prototype]] cannot be set".into()));
    assert!(set(&mut dap, &local, "changed", "(").is_err(), "no expression");
    dap.call("continue", json!({}));
    dap.output("251 ab -0 0");
}

#[test]
fn names_and_members_are_completed() {
    let mut dap = stopped();
    let frame = dap.frames()[0]["id"].clone();
    let mut labels = |text: &str, frame: &Value| -> Vec<String> {
        let arguments = json!({ "text": text, "column": text.encode_utf16().count() + 1, "frameId": frame });
        let answer = dap.call("completions", arguments);
        let targets = answer["targets"].as_array().expect("a list");
        targets.iter().map(|it| it["label"].as_str().expect("a label").to_owned()).collect()
    };
    assert_eq!(labels("1 + cha", &frame), ["changed"]);
    assert_eq!(labels("look(outer.na", &frame), ["name"]);
    assert!(labels("list.len", &frame).contains(&"length".to_owned()));
    assert!(labels("text.to", &frame).contains(&"toUpperCase".to_owned()));
    assert!(labels("globalTh", &frame).contains(&"globalThis".to_owned()));
    // It would have to be run.
    assert_eq!(labels("outer.costly.", &frame), Vec::<String>::new());
    let none = Value::Null;
    assert!(labels("Arr", &none).contains(&"Array".to_owned()));
    let at = dap.call("completions", json!({ "text": "ö + cha", "column": 8, "frameId": frame }));
    assert_eq!((&at["targets"][0]["start"], &at["targets"][0]["length"]), (&json!(5), &json!(3)));
}

#[test]
fn a_program_that_runs_is_asked_about_its_globals() {
    let mut dap = Dap::start(&[(
        "main.ts",
        "globalThis.shared = { a: 1 };\nconsole.log('up');\nsetInterval(() => {}, 50);\n",
    )]);
    dap.launch(json!({}));
    dap.call("configurationDone", json!({}));
    dap.output("up");
    let value = dap.call("evaluate", json!({ "expression": "shared", "context": "repl" }));
    assert_eq!(value["result"], "{a: 1}");
    assert_eq!(dap.variables(&value["variablesReference"])[0]["name"], "a");
    let awaited =
        json!({ "expression": "const late = await Promise.resolve(5); late + 1", "context": "repl" });
    assert_eq!(dap.call("evaluate", awaited)["result"], "6");
}
