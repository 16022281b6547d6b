//! `this`, `arguments` and variables in frames of every kind.

use runtime::debug::message::*;
use saveloop_tests::debug::{Debugged, at_each_stop, check, text, walk};

#[test]
fn explore() {
    let src = "
class Base { constructor() { this.base = 1; } }
class A extends Base {
  field = (() => { debugger; return 1; })();
  arrow = () => { debugger; };
  static #s = 5;
  static { debugger; }
  constructor() { debugger; super(); debugger; }
  get g() { debugger; return 2; }
  method() { [1].forEach(() => { debugger; }); }
  later() { setTimeout(() => { debugger; }, 1); }
  *gen() { debugger; yield 1; debugger; }
  async am() { debugger; await null; debugger; }
  static sm() { debugger; }
}
const a = new A();
a.arrow(); a.g; a.method(); a.later(); [...a.gen()]; a.am(); A.sm();
function plain(x: number, y: number) { debugger; }
plain(1, 2);
plain.call({ who: 'called' }, 3, 4);
const o = { plain, short() { debugger; }, fn: function () { debugger; } };
o.plain(5, 6); o.short(); o.fn();
[7].map(plain as any, { who: 'mapped' });
new (plain as any)(8, 9);
";
    let all = at_each_stop(
        src,
        &[
            "typeof this",
            "this && (this.constructor.name || this.name)",
            "typeof arguments === 'object' ? arguments.length : 'none'",
            "new Error('x').stack.split('\\n')[2]",
        ],
    );
    for row in all {
        eprintln!("{row:?}");
    }
    let src = "
let log: string[] = [];
function f(p: number, { q, r = 3 }: any, ...rest: number[]) {
  let own = 1; const fixed = 2; var old = 5;
  for (let i = 0; i < 1; i++) {
    const inLoop = i;
    try { throw new Error('e'); } catch (caught) { const inCatch = 1; let mod = 3;
      /*@here*/log.push(String([p, q, r, rest, own, i, caught, mod]));
      later;
      let later = 1; log.push(String(later));
    }
  }
  class Inner {}
  function hoisted() {}
  log.push(String([p, q, r, rest, own, old]));
}
f(1, { q: 2 }, 4, 5);
const late = 1;
console.log(log.join('|'));
";
    let mut d = Debugged::new(src);
    d.steps("break @here\nrun");
    let p = d.paused();
    eprintln!("{}", d.scopes(&p.frames[0].clone()));
    eprintln!("{}", d.scopes(&p.frames[1].clone()));
    for (scope, s) in p.frames[0].scopes.clone().iter().enumerate() {
        let props = if s.kind == ScopeKind::Global { continue } else { d.properties(&s.object).properties };
        for prop in props {
            let r = d.ask(Request::SetVariable {
                frame: p.frames[0].id,
                scope: scope as u32,
                name: prop.name.clone(),
                value: Argument::Json("77".into()),
            });
            eprintln!("{:?} {} -> {:?}", s.kind, prop.name, r);
        }
    }
    d.steps("resume");
    d.settled();
    eprintln!("{}", d.printed);
}
