//! What counts as accepting, text by text.

use std::path::Path;

use crate::transpile::{Accepts, Recipe, transpile};

fn accepts(text: &str) -> Accepts {
    transpile(Path::new("m.ts"), text, &Recipe::default()).expect("it parses").accepts
}

#[test]
fn a_module_accepts_itself_without_arguments_or_with_a_callback() {
    for text in [
        "import.meta.hot.accept()",
        "import.meta.hot.accept(() => {})",
        "import.meta.hot.accept(callback); function callback() {}",
        "import.meta.hot?.accept()",
        "import.meta.hot?.accept?.()",
        "import.meta.hot!.accept()",
        "(import.meta.hot as any).accept()",
        "if (import.meta.hot) { import.meta.hot.accept() }",
        "import.meta.hot && import.meta.hot.accept()",
        "function never() { import.meta.hot.accept() }",
        "import.meta.hot.accept(null)",
    ] {
        assert_eq!(accepts(text), Accepts { itself: true, ..Accepts::default() }, "{text}");
    }
}

#[test]
fn what_is_not_written_out_accepts_nothing() {
    for text in [
        "const hot = import.meta.hot; hot.accept()",
        "const { hot } = import.meta; hot.accept()",
        "import.meta.hot['accept']()",
        "import.meta['hot'].accept()",
        "import.meta.hot.accept",
        "import.meta.hot.decline()",
        "import.meta.hot.accept('./' + name, () => {}); const name = ''",
        "import.meta.hot.accept(name, () => {}); const name = ''",
        "import.meta.hot.accept(`./${name}`); const name = ''",
        "import.meta.hot.accept([])",
        "// import.meta.hot.accept()",
        "'import.meta.hot.accept()'",
    ] {
        assert_eq!(accepts(text), Accepts::default(), "{text}");
    }
}

#[test]
fn dependencies_are_strings_templates_without_holes_and_lists_of_them() {
    for (text, expected) in [
        ("import.meta.hot.accept('./a')", &["./a"][..]),
        ("import.meta.hot.accept(`./a`, () => {})", &["./a"]),
        ("import.meta.hot.accept('./a' as string)", &["./a"]),
        ("import.meta.hot.accept(['./a', `./b`, c]); const c = ''", &["./a", "./b"]),
        ("import.meta.hot.accept('./a'); import.meta.hot.accept('./b')", &["./a", "./b"]),
    ] {
        let found = accepts(text);
        assert_eq!(
            (found.itself, found.dependencies),
            (false, expected.iter().map(|it| it.to_string()).collect())
        );
    }
}

#[test]
fn accepted_exports_add_up() {
    let text = "import.meta.hot.acceptExports('a'); import.meta.hot.acceptExports(['b', `c`], () => {})";
    let expected = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(accepts(text), Accepts { exports: Some(expected), ..Accepts::default() });
}
