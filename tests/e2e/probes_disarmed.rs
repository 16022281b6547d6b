//! What a probe does while no debugger wants to stop: it reads two variables and goes on.

use std::path::{Path, PathBuf};

use runtime::transpile::{Recipe, transpile};

const ARMED: &str = "$slP&&$slB";
const STOP: &str = "$slD(";

/// The programs whose probes are counted in the benchmarks, and one with a probe of every kind.
fn programs() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/probes/programs");
    let paths =
        std::fs::read_dir(folder).expect("the programs").map(|entry| entry.expect("a program").path());
    let mut programs: Vec<(PathBuf, String)> =
        paths.map(|path| (path.clone(), std::fs::read_to_string(path).expect("its text"))).collect();
    programs.push((PathBuf::from("kinds.ts"), KINDS.to_owned()));
    programs
}

const KINDS: &str = "
class Kinds {
  static first = 1;
  static { Kinds.first++; }
  #field = () => 2;
  get value() { return this.#field(); }
  set value(to: number) { debugger; }
  async *all(given = this.value) {
    for (const one of [given]) yield one;
    for (let i = 0; i < 1; i++) continue;
    for (;;) break;
    while (given-- > 0);
    do { await null; } while (false);
  }
}
switch (Kinds.first) { case new Kinds().value: throw 1; default: label: { break label; } }
try { JSON.parse('{'); } catch { } finally { Kinds.first = 0; }
export const last = [1].map((it) => it + 1);
";

#[test]
fn a_disarmed_probe_calls_nothing_and_makes_nothing() {
    for (path, text) in programs() {
        let code = transpile(&path, &text, &Recipe::default()).expect("a program").code;
        let code: String = code.split_whitespace().collect();
        let mut calls = 0;
        for (at, _) in code.match_indices(STOP) {
            // The call is behind the test of a variable and of a byte, whether a statement or an expression.
            let before = &code[..at];
            // What stands in where a module is run without its wrapper.
            if before.ends_with("function") {
                continue;
            }
            let here = format!(
                "{}: {}",
                path.display(),
                code.get(at.saturating_sub(80)..at + 20).unwrap_or_default()
            );
            let test = before.strip_suffix("&&").or_else(|| before.strip_suffix(')')).expect(&here);
            let (bits, number) = test.strip_suffix(']').and_then(|test| test.rsplit_once('[')).expect(&here);
            assert!(bits.ends_with(ARMED) && number.bytes().all(|digit| digit.is_ascii_digit()), "{here}");
            assert!(code[at + STOP.len()..].starts_with(number), "{here}");
            calls += 1;
        }
        assert!(calls > 5, "{}: {calls} probes", path.display());
        // Nothing else reads the bytes.
        assert_eq!(code.matches("$slB[").count(), calls, "{}", path.display());
    }
}
