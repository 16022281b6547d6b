//! Previews and internal properties of every kind of value, and that nothing of the program runs for them.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, object};

/// One of each; getters and traps say that they ran.
const VALUES: &str = r"
let ran = '';
class Base { constructor() { this.base = 1; } }
class Point extends Base {
  #secret = 42;
  constructor(public x: number, public y: number) { super(); }
  get length() { ran += 'getter '; return 5; }
}
const trap = (name: string) => () => { ran += name + ' '; return undefined; };
const held = { k: 1 };
const values: Record<string, any> = {
  plain: { a: 1, b: 'two', c: null, d: undefined, e: [1], f() {} },
  map: new Map<any, any>([['k', { v: 1 }], [{ k: 1 }, [1, 2]]]),
  set: new Set(['a', { b: 2 }]),
  weakMap: new WeakMap([[held, 'v']]),
  weakSet: new WeakSet([held]),
  weakRef: new WeakRef(globalThis),
  bytes: new Uint8Array([1, 2]),
  buffer: new ArrayBuffer(4),
  shared: new SharedArrayBuffer(3),
  view: new DataView(new ArrayBuffer(8), 2),
  pattern: /a+b/gi,
  settled: Promise.resolve(5),
  pending: new Promise(() => {}),
  proxy: new Proxy({ target: 1 }, { get: trap('get'), ownKeys: trap('ownKeys') as any, getPrototypeOf: trap('getPrototypeOf') as any }),
  generator: (function* () { yield 1; })(),
  point: new Point(3, 4),
  boxed: Object(1),
  boxedText: Object('str'),
  boxedSymbol: Object(Symbol('s')),
  error: new Error('outer', { cause: 'inner' }),
  many: new AggregateError([1, 2], 'many'),
  given: (function (..._: any[]) { return arguments; })(1, 'two'),
  symbols: { [Symbol('k')]: 1, plain: 2 },
  accessors: { get a() { ran += 'a '; return 1; }, set b(_: number) {} },
  bare: Object.assign(Object.create(null), { a: 1 }),
  sparse: (() => { const list: any = [1, , 3]; list.extra = 'x'; return list; })(),
  huge: new Array(1000).fill(7),
  hidden: Object.defineProperty({}, 'hidden', { value: 1 }),
  tagged: { [Symbol.toStringTag]: 'Tagged' },
  iterator: new Map([[1, 2]]).entries(),
  bound: function f() {}.bind('self', 1),
  day: new Date(0),
  listLike: { 0: 'a', 1: 'b', length: 2, splice() {} },
  nameless: Object.defineProperty(new Error('gone'), 'stack', { value: undefined }),
  sloppy: new Function('return arguments')(1, 2),
  long: { text: 'a'.repeat(99) + 'zz' },
};
/*@here*/console.log(1);
";

fn text(preview: &Preview) -> String {
    let listed = |properties: &[PreviewProperty]| {
        let shown = properties.iter().map(|it| match it.value.kind {
            PreviewKind::Accessor => format!("{}: (...)", it.name),
            _ => format!("{}: {}", it.name, it.value.text),
        });
        shown.collect::<Vec<_>>().join(", ")
    };
    let entry = |it: &EntryPreview| match it.properties.is_empty() {
        true => it.value.text.clone(),
        false => format!("{} {{{}}}", it.value.text, listed(&it.properties)),
    };
    let mut text = format!("{{{}}}", listed(&preview.properties));
    for it in &preview.entries {
        let key = it.key.as_ref().map_or_else(String::new, |key| entry(key) + " => ");
        text += &format!(" [{key}{}]", entry(&it.value));
    }
    if preview.overflow { text + " ..." } else { text }
}

fn stopped() -> (Debugged, Pause) {
    let mut debugged = Debugged::new(VALUES);
    debugged.set(debugged.breakpoint("here"));
    debugged.done(Request::RunIfWaiting);
    let pause = debugged.paused();
    (debugged, pause)
}

fn shown(debugged: &mut Debugged, pause: &Pause, expression: &str) -> RemoteObject {
    let shown = Shown { by_value: false, preview: true };
    let evaluate = Evaluate {
        expression: expression.into(),
        place: Place::Frame(pause.frames[0].id),
        group: None,
        shown,
        flags: EvaluateFlags::default(),
        timeout_ms: None,
    };
    match debugged.ask(Request::Evaluate(evaluate)) {
        Ok(Answer::Evaluated(Ok(RemoteValue::Object(it)))) => *it,
        other => panic!("{expression}: {other:?}"),
    }
}

fn nothing_ran(debugged: &mut Debugged, pause: &Pause) {
    assert_eq!(debugged.evaluate(pause, 0, "ran"), Ok(RemoteValue::String(String::new())));
}

#[test]
fn a_glance_shows_every_kind_of_value_and_runs_nothing() {
    let (mut debugged, pause) = stopped();
    for (name, expected) in [
        ("plain", "Object {a: 1, b: two, c: null, d: undefined, e: Array(1)} ..."),
        ("map", "Map(2) {size: 2} [k => Object {v: 1}] [Object {k: 1} => Array(2) {0: 1, 1: 2}]"),
        ("set", "Set(2) {size: 2} [a] [Object {b: 2}]"),
        ("weakMap", "WeakMap {} [Object {k: 1} => v]"),
        ("weakSet", "WeakSet {} [Object {k: 1}]"),
        (
            "bytes",
            "Uint8Array(2) {0: 1, 1: 2, buffer: ArrayBuffer(2), byteLength: 2, byteOffset: 0, length: 2, Symbol(Symbol.toStringTag): Uint8Array}",
        ),
        ("buffer", "ArrayBuffer(4) {byteLength: 4, maxByteLength: 4, resizable: false}"),
        ("shared", "SharedArrayBuffer(3) {byteLength: 3, maxByteLength: 3, growable: false}"),
        ("view", "DataView(6) {buffer: ArrayBuffer(8), byteLength: 6, byteOffset: 2}"),
        ("pattern", "/a+b/gi {lastIndex: 0, dotAll: false, flags: gi, global: true, hasIndices: false} ..."),
        ("settled", "Promise {[[PromiseState]]: fulfilled, [[PromiseResult]]: 5}"),
        ("pending", "Promise {[[PromiseState]]: pending, [[PromiseResult]]: undefined}"),
        ("proxy", "Proxy(Object) {target: 1}"),
        ("generator", "Generator {}"),
        ("point", "Point {#secret: 42, base: 1, x: 3, y: 4}"),
        ("boxed", "Number {[[PrimitiveValue]]: 1}"),
        ("boxedText", "String {[[PrimitiveValue]]: str}"),
        ("boxedSymbol", "Symbol {[[PrimitiveValue]]: Symbol(s), description: s}"),
        ("given", "Arguments(2) {0: 1, 1: two, callee: (...), Symbol(Symbol.iterator): }"),
        ("symbols", "Object {plain: 2, Symbol(k): 1}"),
        ("accessors", "Object {a: (...)}"),
        ("bare", "Object {a: 1}"),
        ("sparse", "Array(3) {0: 1, 2: 3, extra: x}"),
        ("hidden", "Object {hidden: 1}"),
        ("tagged", "Tagged {Symbol(Symbol.toStringTag): Tagged}"),
        ("iterator", "MapIterator {} [1 => 2]"),
        ("day", "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time) {}"),
        ("listLike", "Object(2) {0: a, 1: b, splice: }"),
        ("nameless", "Error: gone {stack: undefined, message: gone}"),
        ("sloppy", "Arguments(2) {0: 1, 1: 2, callee: , Symbol(Symbol.iterator): }"),
    ] {
        let it = shown(&mut debugged, &pause, &format!("values.{name}"));
        let found = format!("{} {}", it.description, text(&it.preview.expect("a preview")));
        assert_eq!(found, expected, "{name}");
    }
    let huge = shown(&mut debugged, &pause, "values.huge").preview.expect("a preview");
    assert_eq!((huge.properties.len(), huge.overflow), (100, true));
    let long = shown(&mut debugged, &pause, "values.long").preview.expect("a preview");
    let cut = format!("{}…{}zz", "a".repeat(50), "a".repeat(47));
    assert_eq!(long.properties[0].value.text, cut);
    for (name, parts) in
        [("error", "message: outer, cause: inner"), ("many", "message: many, errors: Array(2)")]
    {
        let it = shown(&mut debugged, &pause, &format!("values.{name}"));
        let found = text(&it.preview.expect("a preview"));
        assert!(found.contains(parts), "{name}: {found}");
    }
    let bound = shown(&mut debugged, &pause, "values.bound");
    assert_eq!((bound.description.as_str(), bound.preview), ("function () { [native code] }", None));
    nothing_ran(&mut debugged, &pause);
}

#[test]
fn what_the_language_keeps_about_a_value_is_listed() {
    let (mut debugged, pause) = stopped();
    for (name, expected) in [
        ("map", "[[Prototype]] [[Entries]]"),
        ("weakRef", "[[Prototype]] [[WeakRefTarget]]"),
        (
            "buffer",
            "[[Prototype]] [[Int8Array]] [[Uint8Array]] [[Int16Array]] [[Int32Array]] [[ArrayBufferByteLength]]",
        ),
        ("shared", "[[Prototype]] [[Int8Array]] [[Uint8Array]] [[ArrayBufferByteLength]]"),
        ("settled", "[[Prototype]] [[PromiseState]] [[PromiseResult]]"),
        ("proxy", "[[Handler]] [[Target]] [[IsRevoked]]"),
        ("boxed", "[[Prototype]] [[PrimitiveValue]]"),
        ("bare", ""),
        ("generator.next", "[[Prototype]]"),
        ("weakMap", "[[Prototype]] [[Entries]]"),
        ("weakSet", "[[Prototype]] [[Entries]]"),
        ("iterator", "[[Prototype]] [[IteratorHasMore]] [[IteratorIndex]] [[IteratorKind]] [[Entries]]"),
        ("bound", "[[Prototype]] [[TargetFunction]] [[BoundThis]] [[BoundArgs]]"),
    ] {
        let value = RemoteValue::Object(Box::new(shown(&mut debugged, &pause, &format!("values.{name}"))));
        let listed = debugged.properties(&value);
        let names: Vec<&str> = listed.internal.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.join(" "), expected, "{name}");
    }
    nothing_ran(&mut debugged, &pause);
}

#[test]
fn what_a_collection_holds_is_listed_by_what_it_stands_under() {
    let (mut debugged, pause) = stopped();
    let cases = [
        ("map", "{\"k\" => Object} {Object => Array(2)}"),
        ("set", "\"a\" Object"),
        ("weakMap", "{Object => \"v\"}"),
        ("weakSet", "Object"),
        ("iterator", "{1 => 2}"),
    ];
    let mut inner = |name: &str, wanted: &str| {
        let value = RemoteValue::Object(Box::new(shown(&mut debugged, &pause, &format!("values.{name}"))));
        let listed = debugged.properties(&value).internal.into_iter();
        listed.filter(|(name, _)| name == wanted).map(|(_, value)| value).next()
    };
    let held: Vec<_> = cases.iter().filter_map(|(name, _)| inner(name, "[[Entries]]")).collect();
    let given = inner("bound", "[[BoundArgs]]").expect("arguments");
    let this = inner("bound", "[[BoundThis]]").expect("a receiver");
    for (value, (name, expected)) in held.iter().zip(cases) {
        let listed = debugged.properties(value);
        assert!(listed.internal.is_empty(), "{name}: {:?}", listed.internal);
        let entries = listed.properties.iter().filter_map(|it| match &it.slot {
            PropertySlot::Data { value: RemoteValue::Object(it), .. } if it.kind == ObjectKind::Entry => {
                Some(it.description.as_str())
            }
            _ => None,
        });
        assert_eq!(entries.collect::<Vec<_>>().join(" "), expected, "{name}");
    }
    assert_eq!(this, RemoteValue::String("self".into()));
    let slot = &debugged.properties(&given).properties[0].slot;
    let first = PropertySlot::Data { value: RemoteValue::Number(Number(1.0)), writable: true };
    assert_eq!(*slot, first);
    nothing_ran(&mut debugged, &pause);
}

#[test]
fn properties_that_a_program_would_enumerate_come_first_and_an_error_has_its_stack() {
    let source = "const list: any = [1]; list.own = 1;\nconst error: any = new RangeError('no'); error.code = 'C';\n\
        const made: any = { a: 1 }; Object.defineProperty(made, 'hidden', { value: 2 }); made.b = 3; made[Symbol('s')] = 4;\n\
        /*@here*/console.log(list, error, made);\n";
    let mut debugged = Debugged::new(source);
    debugged.set(debugged.breakpoint("here"));
    debugged.done(Request::RunIfWaiting);
    let pause = debugged.paused();
    let mut names = |name: &str| {
        let value = debugged.evaluate(&pause, 0, name).expect("a value");
        let listed = debugged.properties(&value).properties.into_iter().map(|it| it.name);
        listed.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("list"), "0 own length");
    assert_eq!(names("error"), "code stack message");
    assert_eq!(names("made"), "a b hidden Symbol(s)");
}

#[test]
fn a_function_says_where_it_begins() {
    let source = "const first = 1;\n/*@f*/function f() {}\n/*@here*/console.log(f, first);\n";
    let mut debugged = Debugged::new(source);
    debugged.set(debugged.breakpoint("here"));
    debugged.done(Request::RunIfWaiting);
    let pause = debugged.paused();
    let function = debugged.evaluate(&pause, 0, "f").expect("a function");
    let at = debugged.properties(&function).function.expect("a place");
    assert_eq!(debugged.name_of(at), "@f");
    let built_in = debugged.evaluate(&pause, 0, "Math.max").expect("a function");
    assert_eq!(debugged.properties(&built_in).function, None);
}

#[test]
fn a_symbol_has_no_properties() {
    let (mut debugged, pause) = stopped();
    let Ok(RemoteValue::Symbol { object, .. }) = debugged.evaluate(&pause, 0, "Symbol.iterator") else {
        panic!("no symbol")
    };
    let asked = GetProperties {
        object,
        own: true,
        accessors_only: false,
        non_indexed_only: false,
        preview: false,
        page: None,
    };
    assert_eq!(debugged.ask(Request::GetProperties(asked)), Err(Failure::NotAnObject));
}

#[test]
fn elements_are_left_out_of_whatever_has_them() {
    let (mut debugged, pause) = stopped();
    for (name, expected) in [
        ("given", "length callee Symbol(Symbol.iterator)"),
        ("boxedText", "length"),
        ("sparse", "extra length"),
    ] {
        let value = RemoteValue::Object(Box::new(shown(&mut debugged, &pause, &format!("values.{name}"))));
        let asked = GetProperties {
            object: object(&value),
            own: true,
            accessors_only: false,
            non_indexed_only: true,
            preview: false,
            page: None,
        };
        let Ok(Answer::Properties(listed)) = debugged.ask(Request::GetProperties(asked)) else {
            panic!("{name}")
        };
        let names: Vec<&str> = listed.properties.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names.join(" "), expected, "{name}");
    }
}
