//! Evaluations that must not change anything: what they can do, and what is refused.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, text};

const MAIN: &str = r"
import { helper, count as imported } from './other.ts';
class Item {
  #w = 3;
  constructor(public id: number, public name: string) {}
  get label() { return `${this.id}:${this.name}`; }
  get weight() { return this.#w * this.#half(); }
  #half() { return 2; }
  toString() { return 'I' + this.id; }
  bump() { this.id++; }
}
let calls = 0;
const items = [new Item(1, 'a'), new Item(2, 'b')];
const map = new Map([['k', 1]]), set = new Set([1, 2]), pattern = /a/g, date = new Date(0);
const proxy = new Proxy({ a: 1 }, { get() { calls = 9; return 1; } });
const lazy = { get v() { return imported + 1; }, get w() { calls = 5; return 1; } };
function total(list: number[]) { let sum = 0; for (const it of list) sum += it; return sum; }
function impure() { calls++; return 1; }
function builds() { const made: Record<string, number> = {}; for (let i = 0; i < 3; i++) made['k' + i] = i; return made; }
function parted({ id, name: called = '?' }: any, ...[first]: any[]) { return `${id}${called}${first}`; }
Array.prototype.findLast = function () { calls = 7; return 1; };
function stop(local: number) { /*@here*/console.log(calls, items.length, map.size, set.size, items[0].id, pattern.lastIndex, local); }
stop(4);
void [helper, proxy, lazy, total, impure, builds, parted, date];
";

const OTHER: &str = "export let count = 7;\nexport function helper(x: number) { return x * 2 + count; }\n";

#[test]
fn what_changes_nothing_is_evaluated_and_what_may_is_refused_before_it_does() {
    let mut debugged = Debugged::with_files(&[("main.ts", MAIN), ("other.ts", OTHER)], AtStart::Wait);
    debugged.set(debugged.breakpoint("here"));
    debugged.done(Request::RunIfWaiting);
    let pause = debugged.paused();
    let place = Place::Frame(pause.frames[0].id);
    let flags = EvaluateFlags { throw_on_side_effect: true, ..EvaluateFlags::default() };
    let mut evaluate = |expression: &str| match debugged.evaluate_at(place, expression, flags) {
        Ok(value) => text(&value),
        Err(error) => error.lines().next().unwrap_or_default().to_owned(),
    };
    for (expression, expected) in [
        ("items.map(x => x.id).length + local", "6"),
        ("items.filter(x => x.id > 1).map(({ name }) => name).join('-')", "\"b\""),
        ("items[0].label", "\"1:a\""),
        ("items[0].weight", "6"),
        ("`${items}` + String(items[1])", "\"I1,I2I2\""),
        ("total([1, 2, ...set])", "6"),
        ("JSON.stringify(builds())", "\"{\\\"k0\\\":0,\\\"k1\\\":1,\\\"k2\\\":2}\""),
        (
            "JSON.stringify({ date, item: items[0] })",
            "\"{\\\"date\\\":\\\"1970-01-01T00:00:00.000Z\\\",\\\"item\\\":{\\\"id\\\":1,\\\"name\\\":\\\"a\\\"}}\"",
        ),
        ("parted(items[0], 'x')", "\"1ax\""),
        ("[...map.entries()][0][0]", "\"k\""),
        ("map.get('k') + map.size", "2"),
        ("Object.keys(items[0]).sort().join()", "\"id,name\""),
        ("Math.max(...items.map(i => i.id))", "2"),
        ("'a-b'.split('-').map(s => s.toUpperCase()).join('')", "\"AB\""),
        ("'aXa'.replace(pattern, it => it + it)", "\"aaXaa\""),
        ("date.toISOString()", "\"1970-01-01T00:00:00.000Z\""),
        ("lazy.v", "8"),
        ("helper(3) + imported", "20"),
        ("items[0] instanceof Item && 'id' in items[0]", "true"),
        ("new Map(items.map(i => [i.id, i.name])).get(2)", "\"b\""),
        ("items.find(i => i.id === 9)?.name.length", "undefined"),
        ("items.reduce((sum, i) => sum + i.id, 0)", "3"),
        ("(() => { let x = 0; for (const i of items) x += i.id; return x; })()", "3"),
        ("[3, 1, 2].sort((a, b) => a - b)[0] + [1].push(2)", "3"),
        ("items.toSorted((a, b) => b.id - a.id)[0].id", "2"),
        ("Object.assign({}, items[0]).id + ({ ...items[0], z: 1 }).z", "2"),
        ("Array.from({ length: 3 }, (_, i) => i * 2)[2]", "4"),
        ("[[1], [2]].flat()[1] + [1, 2].at(-1)", "4"),
        ("items.nope()", "TypeError: items.nope is not a function"),
        ("nope", "ReferenceError: nope is not defined"),
        ("undefined.x", "TypeError: Cannot read properties of undefined (reading 'x')"),
        ("(() => { throw new Error('x'); })()", "Error: x"),
    ] {
        assert_eq!(evaluate(expression), expected, "{expression}");
    }
    for refused in [
        "impure()",
        "(() => { try { impure(); } catch { return 5; } })()",
        "(() => { try { return impure(); } finally { total([]); } })()",
        "items.push(1)",
        "items.sort()",
        "items.length = 0",
        "items.findLast(it => it)",
        "items.map(it => it.bump())",
        "map.set('x', 1)",
        "set.clear()",
        "items[0].bump()",
        "proxy.a",
        "({ ...proxy })",
        "lazy.w",
        "JSON.stringify(lazy)",
        "calls = 3",
        "local++",
        "pattern.test('a')",
        "setTimeout(() => 1)",
        "console.log(1)",
        "new Item(1, 'z')",
        "globalThis.x = 1",
        "delete items[0]",
        "Promise.resolve(1)",
        "Object.assign(items[0], { id: 9 })",
        "Object.freeze(items)",
        "Reflect.set(items, 0, 1)",
        "eval('calls = 2')",
        "new Function('return 1')()",
        "[].constructor.constructor('calls = 2')()",
        "await 1",
        "structuredClone(items)",
    ] {
        assert_eq!(evaluate(refused), "EvalError: Possible side-effect in debug-evaluate", "{refused}");
    }
    debugged.steps("resume\nend\nprints 0 2 1 2 1 0 4");
}

#[test]
fn a_program_that_replaced_what_the_language_looks_up_is_not_run() {
    let source = "let ran = 0;\nconst values = Array.prototype[Symbol.iterator];\n\
        Array.prototype[Symbol.iterator] = function () { ran++; return values.call(this); } as any;\n\
        Object.defineProperty(Array, Symbol.species, { get() { ran++; return Array; } });\n\
        class Fake { constructor() { ran++; } }\n(globalThis as any).Date = Fake;\n\
        Math.max = (...them) => { ran++; return them.length; };\nconst list = [1, 2];\n\
        /*@here*/console.log(ran);\nvoid list;\n";
    let mut debugged = Debugged::new(source);
    debugged.set(debugged.breakpoint("here"));
    debugged.done(Request::RunIfWaiting);
    let pause = debugged.paused();
    let flags = EvaluateFlags { throw_on_side_effect: true, ..EvaluateFlags::default() };
    for expression in ["[...list]", "list.map(x => x)", "new Date()", "Math.max(1)"] {
        let refused = debugged.evaluate_at(Place::Frame(pause.frames[0].id), expression, flags);
        let refused = refused.expect_err(expression);
        assert!(refused.starts_with("EvalError: Possible side-effect"), "{expression}: {refused}");
    }
    debugged.steps("resume\nend\nprints 0");
}
