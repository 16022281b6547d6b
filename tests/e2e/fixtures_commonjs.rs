//! CommonJS modules over reloads: what a save runs again, what a bad one leaves alone, where errors stand.

use saveloop_tests::fixture::check;

#[test]
fn a_save_runs_again_what_required_the_module_and_nothing_else() {
    check(
        "//- /main.cjs
const { left } = require('./left.cjs'), { right } = require('./right.cjs');
console.log(left, right);
// ^ log: 1 2
//- /left.cjs
console.log('left'); exports.left = 1;
// ^ log: left
//- /right.cjs
console.log('right'); exports.right = 2;
// ^ log: right
//- /left.cjs @2
console.log('left'); exports.left = 3;
// ^ log: left
//- expect @2: main.cjs:2 log: 3 2
//- expect @2: reran main.cjs
",
    );
}

#[test]
fn a_broken_module_that_is_required_leaves_the_program_alone() {
    check(
        "//- /main.cjs
console.log(require('./dep.cjs').a);
// ^ log: 1
//- /dep.cjs
exports.a = 1;
//- /dep.cjs @2
exports.a = ;
//          ^ syntax: SyntaxError: Unexpected token
//- /dep.cjs @3
exports.a = 3;
//- expect @3: main.cjs:1 log: 3
",
    );
}

#[test]
fn an_error_stands_where_it_happened_behind_sloppy_code() {
    check(
        "//- /main.cjs
with ({ nothing: null }) require('./dep.cjs')(nothing);
//- /dep.cjs
module.exports = function (value) {
  return value.name;
//       ^^^^^^^^^^ error: TypeError: cannot read property 'name' of null
};
",
    );
}

#[test]
fn what_cannot_be_found_is_an_error_at_the_call_and_can_be_caught() {
    check(
        "//- /main.cjs
try { require('./nothing.cjs'); } catch (error) { console.log(error.code); }
//                                                ^ log: MODULE_NOT_FOUND
require('./nothing.cjs');
//- expect: main.cjs:3:1-25 error: Error: Cannot find module './nothing.cjs'
",
    );
}

#[test]
fn a_name_that_only_runs_in_a_package_says_how_to_reach_it() {
    check(
        "//- /main.ts
import { made } from './made.cjs';
//       ^^^^ missing-export: SyntaxError: no export `made` in `./made.cjs` (it is a CommonJS module: `import all from \"./made.cjs\"`, then `all.made`)
console.log(made);
//- /made.cjs
for (const name of ['made']) exports[name] = 1;
//- /main.ts @2
import all from './made.cjs';
console.log(all.made);
// ^ log: 1
",
    );
}

#[test]
fn typescript_of_old_is_a_commonjs_module_by_what_it_names() {
    check(
        "//- /main.ts
import dep = require('./dep');
import type { Shape } from './shape';
const shape: Shape = { x: 1 };
console.log(dep.describe(shape), module.exports === exports);
// ^ log: 1 true
//- /dep.ts
function describe(point: describe.Point): number { return point.x; }
namespace describe { export interface Point { x: number } export const self = describe; }
export = { describe };
//- /shape.ts
export interface Shape { x: number }
",
    );
}
