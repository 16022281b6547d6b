//! What a program prints, as a client of the Debug Adapter Protocol hears it.

use saveloop_tests::dap::Dap;
use serde_json::{Value, json};

fn outputs(text: &str) -> Vec<Value> {
    let mut dap = Dap::start(&[("main.ts", text)]);
    dap.launch(json!({ "hot": false }));
    dap.call("configurationDone", json!({}));
    dap.event("terminated");
    let is_output = |message: &&&Value| message["event"] == "output";
    dap.kept().iter().filter(is_output).map(|message| message["body"].clone()).collect()
}

#[test]
fn each_stream_is_told_with_the_place_that_printed() {
    let printed = outputs(
        "console.log('out', { a: 1 });\n  console.error('err');\nprocess.stdout.write('no ');\nprocess.stdout.write('end\\n');\n",
    );
    let parts: Vec<_> =
        printed.iter().map(|it| (&it["category"], &it["output"], &it["line"], &it["column"])).collect();
    let expected =
        [("stdout", "out { a: 1 }\n", 1, 1), ("stderr", "err\n", 2, 3), ("stdout", "no end\n", 4, 1)];
    let expected = expected
        .map(|(category, output, line, column)| (json!(category), json!(output), json!(line), json!(column)));
    assert_eq!(parts, expected.iter().map(|(a, b, c, d)| (a, b, c, d)).collect::<Vec<_>>());
    assert!(printed.iter().all(|it| it["source"]["name"] == "main.ts"), "{printed:#?}");
}

#[test]
fn groups_are_the_clients_to_indent() {
    let printed = outputs(
        "console.group('head');\nconsole.log('in');\nconsole.groupCollapsed();\nconsole.log('deep\\n  er');\nconsole.groupEnd();\nconsole.groupEnd();\nconsole.groupEnd();\nconsole.log('after');\n",
    );
    let parts: Vec<_> = printed.iter().map(|it| (it["group"].as_str(), it["output"].as_str())).collect();
    assert_eq!(
        parts,
        [
            (Some("start"), Some("head\n")),
            (None, Some("in\n")),
            (Some("startCollapsed"), Some("")),
            (None, Some("deep\n  er\n")),
            (Some("end"), Some("")),
            (Some("end"), Some("")),
            (None, Some("after\n")),
        ]
    );
}
