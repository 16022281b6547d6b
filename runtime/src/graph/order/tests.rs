//! Orders of small graphs, and a graph too deep for recursion.

use super::*;

/// `edges[n]` are the imports of module n; the answer is (module, root) in order.
fn check(edges: &[&[u32]], expected: &[(u32, u32)]) {
    let order = evaluation_order(ModuleId(0), |module| {
        edges[module.0 as usize].iter().copied().map(ModuleId).collect()
    });
    let order: Vec<_> = order.iter().map(|it| (it.module.0, it.root.0)).collect();
    assert_eq!(order, expected);
}

#[test]
fn a_diamond_evaluates_its_base_once_and_first() {
    check(&[&[1, 2], &[3], &[3], &[]], &[(3, 3), (1, 1), (2, 2), (0, 0)]);
}

#[test]
fn a_cycle_has_the_module_reached_first_as_root() {
    check(&[&[1], &[2], &[1, 3], &[]], &[(3, 3), (2, 1), (1, 1), (0, 0)]);
}

#[test]
fn two_cycles_that_touch_are_one() {
    check(&[&[1], &[2, 0], &[1]], &[(2, 0), (1, 0), (0, 0)]);
}

#[test]
fn a_module_may_import_itself() {
    check(&[&[0]], &[(0, 0)]);
}

#[test]
fn a_finished_cycle_is_not_joined_by_a_later_importer() {
    check(&[&[1, 3], &[2], &[1], &[2]], &[(2, 1), (1, 1), (3, 3), (0, 0)]);
}

#[test]
fn a_long_chain_needs_no_stack() {
    let last = 200_000;
    let order = evaluation_order(
        ModuleId(0),
        |module| {
            if module.0 < last { vec![module.next()] } else { Vec::new() }
        },
    );
    assert_eq!(order.first().map(|it| it.module), Some(ModuleId(last)));
}
