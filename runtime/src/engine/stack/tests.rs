//! Stacks as the engine writes them.

use super::*;

fn script(function: &str, name: &str, line: u32, column: u32) -> RawFrame {
    RawFrame { function: function.into(), place: RawPlace::Script { name: name.into(), line, column } }
}

#[test]
fn reads_functions_natives_and_bare_places() {
    let stack = "    at f (/a b/m.ts?v=3:10:5)\n    at map (native)\n    at <anonymous> (/x.ts?v=1:2:3)\n    at <eval>:1:4\n";
    let native = RawFrame { function: "map".into(), place: RawPlace::Native };
    let expected = [
        script("f", "/a b/m.ts?v=3", 10, 5),
        native,
        script("", "/x.ts?v=1", 2, 3),
        script("", "<eval>", 1, 4),
    ];
    assert_eq!(parse(stack), expected);
}

#[test]
fn a_path_may_hold_parentheses_and_colons() {
    let stack = "    at get size (/w (copy)/c:d.ts?v=3:1:2)";
    assert_eq!(parse(stack), [script("get size", "/w (copy)/c:d.ts?v=3", 1, 2)]);
}

#[test]
fn saveloops_own_frames_are_left_out() {
    assert_eq!(parse("    at call (saveloop:timers:1:2)\nError: x\n"), []);
}

#[test]
fn what_the_library_did_in_a_call_is_one_native_frame() {
    let stack = "    at check (saveloop:internal:validate:3:1)\n    at forEach (native)\n    at join (saveloop:node:path:1:2)\n    at main (/x.ts?v=1:2:3)\n";
    let native = RawFrame { function: "join".into(), place: RawPlace::Native };
    assert_eq!(parse(stack), [native, script("main", "/x.ts?v=1", 2, 3)]);
}
