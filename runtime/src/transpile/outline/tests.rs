use std::path::Path;

use super::tests;

/// Each test as its names, its kind and the first line of its call.
fn found(source: &str) -> Vec<String> {
    let shown = |path: &[Option<String>]| {
        path.iter().map(|name| name.as_deref().unwrap_or("?").to_owned()).collect::<Vec<_>>().join(" > ")
    };
    tests(Path::new("/p/a.test.ts"), source)
        .iter()
        .map(|call| {
            let line = source[..call.range.start].matches('\n').count() + 1;
            format!("{}{} {line}", if call.is_suite { "suite " } else { "" }, shown(&call.path))
        })
        .collect()
}

#[test]
fn tests_and_suites_are_found_with_the_names_around_them() {
    let source = "\
import test, { describe as group, it } from 'node:test';
test('one', () => {});
group('outer', () => {
  it(`two`, () => {});
  it.skip('three', { timeout: 5 }, async () => {});
  group('inner', () => { test.only('four', () => {}); });
});
";
    let expected = [
        "one 2",
        "suite outer 3",
        "outer > two 4",
        "outer > three 5",
        "suite outer > inner 6",
        "outer > inner > four 6",
    ];
    assert_eq!(found(source), expected);
}

#[test]
fn tests_within_a_test_are_those_of_its_context() {
    let source = "\
import { test } from 'node:test';
test('outer', async (t) => {
  await t.test('inner', async (u) => { await u.test('deep', () => {}); await t.test('back', () => {}); });
  t.skip();
  other.test('not one');
});
t.test('not one either');
";
    assert_eq!(
        found(source),
        ["outer 2", "outer > inner 3", "outer > inner > deep 3", "outer > inner > back 3"]
    );
}

#[test]
fn required_and_whole_modules_are_seen_through() {
    let source = "\
const test = require('node:test');
const { describe, it: check } = require('node:test');
test('a', () => {});
describe('b', () => check('c', () => {}));
test.describe('d', () => {});
";
    assert_eq!(found(source), ["a 3", "suite b 4", "b > c 4", "suite d 5"]);
}

#[test]
fn a_name_that_is_computed_is_not_known_and_a_function_names_its_test() {
    let source = "\
import * as t from 'node:test';
for (const n of [1, 2]) t.test(`case ${n}`, () => {});
t.it(function named() {});
t.it(() => {});
";
    assert_eq!(found(source), ["? 2", "named 3", "<anonymous> 4"]);
}

#[test]
fn a_text_without_the_module_or_that_does_not_parse_has_none() {
    assert_eq!(found("test('a', () => {});"), [""; 0]);
    assert_eq!(found("import test from 'node:test'; test('a', () => {"), [""; 0]);
}
