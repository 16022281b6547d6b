//! What is shown of a function's code.

use super::without_probes;

#[test]
fn probes_are_taken_out_of_the_text_of_functions() {
    let text = "function f(a) {\n\tif ($slP && $slB[1]) $slD(1, this);\n\tconst b = $sl0.one;\n\tif ($slP && $slB[2]) $slD(2);\n\treturn b;\n}";
    assert_eq!(without_probes(text), "function f(a) {\n\tconst b = one;\n\treturn b;\n}");
    assert_eq!(without_probes("(x) => ($slP && $slB[3] && $slD(3), x * 2)"), "(x) => (x * 2)");
    assert_eq!(without_probes("() => $slow && $sleep"), "() => $slow && $sleep");
}
