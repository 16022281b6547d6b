//! The walker against the engine of this build.

use rquickjs::{Context, Runtime};

use super::*;

#[test]
fn the_engine_of_this_build_reads_as_expected() {
    let runtime = Runtime::new().expect("an engine");
    let context = Context::full(&runtime).expect("a realm");
    context.with(|ctx| {
        let walker = FrameWalker::calibrate(&ctx).expect("the layout is known");
        assert!(walker.reads_variables(), "variables are read");
        assert!(walker.waiting.is_some(), "who awaits is known");
        assert!(walker.prove_callers(&ctx).is_some(), "what functions are called on is read");
        let _name = walker.register(&ctx, "deep.js");
        let seen: Arc<Mutex<Vec<RawFrame>>> = Arc::default();
        let (inner, frames) = (walker.clone(), Arc::clone(&seen));
        // SAFETY: called by the engine, on its thread.
        let look = move || *frames.lock().expect("alone") = unsafe { inner.walk() };
        let code = "(function outer(look) {\n  function* steps() {\n    [1].map(() =>\n      look());\n  }\n  steps().next();\n})";
        let outer: Function = crate::engine::script::eval(&ctx, code, "deep.js").expect("it compiles");
        outer.call::<_, ()>((Func::from(look),)).expect("it runs");
        let lines: Vec<u32> = seen
            .lock()
            .expect("alone")
            .iter()
            .filter_map(|frame| match &frame.place {
                RawPlace::Script { line, .. } => Some(*line),
                RawPlace::Native => None,
            })
            .collect();
        assert_eq!(lines, [4, 3, 6]);
    });
}

#[test]
fn a_table_of_positions_is_read_up_to_the_instruction() {
    // Two instructions on: one line down, two columns right; then far: 300 on, 10 up, 3 left.
    let table = [FIRST + 2 * RANGE + 2, 4, 0, 0xAC, 0x02, 19, 5];
    assert_eq!(lookup(&table, (5, 1), 1), (5, 1));
    assert_eq!(lookup(&table, (5, 1), 2), (6, 3));
    assert_eq!(lookup(&table, (5, 1), 301), (6, 3));
    assert_eq!(lookup(&table, (20, 10), 302), (11, 9));
}

#[test]
fn a_broken_table_ends_the_reading() {
    assert_eq!(lookup(&[0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], (1, 1), 9), (1, 1));
}

#[test]
fn what_a_function_was_called_with_is_read_only_where_the_engine_keeps_it() {
    let runtime = Runtime::new().expect("an engine");
    let context = Context::full(&runtime).expect("a realm");
    context.with(|ctx| {
        let walker = FrameWalker::calibrate(&ctx).expect("the layout is known");
        let look = move |ctx: Ctx| {
            // SAFETY: called by the engine, on its thread.
            let count = unsafe { walker.arguments(&ctx, walker.innermost_frame(&ctx).0).len() };
            count as u32
        };
        let host = rquickjs::Object::new(ctx.clone()).expect("an object");
        crate::engine::methods::install(&host).expect("its functions");
        host.set("look", Func::from(look)).expect("a function");
        let counts = |code: &str| -> Vec<u32> {
            let run: Function = crate::engine::script::eval(&ctx, code, "counts.js").expect("it compiles");
            run.call((host.clone(),)).expect("it runs")
        };
        assert_eq!(counts("(({ look }) => [7].map((_, at) => look()))"), [2], "a function of the program");
        assert_eq!(counts("(({ look }) => [7].map(look))"), [1], "a built-in function");
        // Its frame is not filled in as those of others are.
        assert_eq!(counts("(({ look, uncurry }) => [uncurry(look)(1, 2, 3)])"), [0]);
    });
}
