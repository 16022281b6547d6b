//! Steps into and over what runs code without a call in sight: setters, traps, defaults, fields, blocks
//! of a class; through `try`/`finally`, and off the end of the program.

use runtime::debug::message::*;
use saveloop_tests::debug::walk;

fn over(source: &str) -> String {
    walk(source, "start", &Request::StepOver)
}

fn into(source: &str) -> String {
    walk(source, "start", &Request::StepInto)
}

#[test]
fn a_setter_and_a_getter_are_stepped_into_and_over() {
    let source = "const box = {
  kept: 0,
  get value() { /*@get*/return this.kept; },
  set value(to: number) { /*@set*/this.kept = to; },
};
/*@start*/box.value = 1;
/*@read*/const read = box.value;
/*@end*/console.log(read);";
    assert_eq!(into(source), "@start @set @read @get @end");
    assert_eq!(over(source), "@start @read @end");
}

#[test]
fn traps_of_a_proxy_are_stepped_into_and_over() {
    let source = "const proxy: any = new Proxy({}, {
  get(target, key) { /*@get*/return Reflect.get(target, key); },
  set(target, key, to) { /*@set*/return Reflect.set(target, key, to); },
  has() { /*@has*/return true; },
});
/*@start*/proxy.a = 1;
/*@in*/const is = 'a' in proxy;
/*@read*/const read = proxy.a;
/*@end*/console.log(read, is);";
    assert_eq!(into(source), "@start @set @in @has @read @get @end");
    assert_eq!(over(source), "@start @in @read @end");
}

#[test]
fn defaults_of_patterns_and_of_parameters_are_stepped_into() {
    let source = "function made() { /*@made*/return 1; }
function take({ a = made() } = {}, b = made()) { /*@take*/return a + b; }
/*@start*/const { c = made() } = {} as any;
/*@call*/take();
/*@end*/console.log(c);";
    assert_eq!(into(source), "@start @made @call @made @made @take @end");
    assert_eq!(over(source), "@start @call @end");
}

#[test]
fn a_throw_is_followed_through_finally_into_the_handler() {
    let source = "function fails() {
  /*@start*/try {
    /*@throw*/throw new Error('x');
  } finally {
    /*@finally*/console.log('finally');
  }
}
try {
  fails();
} catch {
  /*@caught*/console.log('caught');
}
/*@end*/console.log('end');";
    assert_eq!(over(source), "@start @throw @finally @caught @end");
}

#[test]
fn a_return_runs_the_finally_around_it() {
    let source = "function gives() {
  /*@start*/try {
    /*@return*/return 1;
  } finally {
    /*@finally*/console.log('finally');
  }
}
/*@call*/const given = gives();
/*@end*/console.log(given);";
    assert_eq!(over(source), "@start @return @finally @end");
}

#[test]
fn fields_and_static_blocks_are_stepped_through() {
    let source = "function made(n: number) { /*@made*/return n; }
/*@start*/class Base {
  static first = /*@static*/made(1);
  static { /*@block*/made(2); }
  field = /*@field*/made(3);
  constructor() { /*@constructor*/made(4); }
}
/*@new*/new Base();
/*@end*/console.log(Base.first);";
    let walked = into(source);
    for part in
        ["@start", "@static @made", "@block @made", "@new", "@field @made", "@constructor @made", "@end"]
    {
        assert!(walked.contains(part), "{part} in {walked}");
    }
    assert_eq!(over(source).split(' ').next_back(), Some("@end"));
}

#[test]
fn a_step_off_the_end_lets_the_program_end() {
    assert_eq!(over("/*@start*/let a = 1;\n/*@end*/a++;"), "@start @end");
    assert_eq!(walk("/*@start*/let a = 1;\n/*@end*/a++;", "start", &Request::StepInto), "@start @end");
    assert_eq!(walk("/*@start*/let a = 1;\n/*@end*/a++;", "start", &Request::StepOut), "@start");
}

#[test]
fn a_step_off_the_end_of_a_turn_stops_in_no_other_one() {
    let source = "setTimeout(() => { /*@timer*/console.log('timer'); }, 0);
/*@start*/let a = 1;
/*@end*/a++;";
    assert_eq!(over(source), "@start @end");
}

#[test]
fn what_a_switch_falls_through_is_walked() {
    let source = "/*@start*/const n: number = 1;
/*@switch*/switch (n) {
  case 1:
    /*@one*/console.log(1);
  case 2: {
    /*@two*/console.log(2);
    /*@break*/break;
  }
  default:
    /*@other*/console.log('other');
}
/*@end*/console.log('end');";
    assert_eq!(over(source), "@start @switch @one @two @break @end");
}
