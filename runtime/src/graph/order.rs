//! Evaluation order: dependencies before importers, cycles with one root. Pure.

use rustc_hash::FxHashMap;

use crate::ids::ModuleId;

/// A module in evaluation order, and the module that stands for its cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    pub module: ModuleId,
    pub root: ModuleId,
}

struct Visit {
    module: ModuleId,
    next: usize,
}

/// Depth first from `start`, in the order of the imports, through the modules `dependencies` gives.
/// The root of a cycle is the module of it that was reached first.
pub fn evaluation_order(start: ModuleId, dependencies: impl Fn(ModuleId) -> Vec<ModuleId>) -> Vec<Ordered> {
    let mut order: Vec<Ordered> = Vec::new();
    // Index in the order of arrival, and the earliest index reachable.
    let mut arrival: FxHashMap<ModuleId, (usize, usize)> = FxHashMap::default();
    let mut roots: FxHashMap<ModuleId, ModuleId> = FxHashMap::default();
    let mut open: Vec<ModuleId> = Vec::new();
    let mut path: Vec<(Visit, Vec<ModuleId>)> = Vec::new();
    let enter = |module: ModuleId,
                 arrival: &mut FxHashMap<ModuleId, (usize, usize)>,
                 open: &mut Vec<ModuleId>,
                 path: &mut Vec<(Visit, Vec<ModuleId>)>| {
        let index = arrival.len();
        arrival.insert(module, (index, index));
        open.push(module);
        path.push((Visit { module, next: 0 }, dependencies(module)));
    };
    enter(start, &mut arrival, &mut open, &mut path);
    while let Some((visit, needs)) = path.last_mut() {
        let module = visit.module;
        if let Some(&needed) = needs.get(visit.next) {
            visit.next += 1;
            match arrival.get(&needed) {
                None => enter(needed, &mut arrival, &mut open, &mut path),
                Some(&(index, _)) if !roots.contains_key(&needed) => lower(&mut arrival, module, index),
                Some(_) => {}
            }
            continue;
        }
        path.pop();
        order.push(Ordered { module, root: module });
        let (index, lowest) = arrival.get(&module).copied().unwrap_or_default();
        if let Some((parent, _)) = path.last() {
            lower(&mut arrival, parent.module, lowest);
        }
        if index == lowest {
            while let Some(member) = open.pop() {
                roots.insert(member, module);
                if member == module {
                    break;
                }
            }
        }
    }
    for ordered in &mut order {
        ordered.root = roots.get(&ordered.module).copied().unwrap_or(ordered.module);
    }
    order
}

fn lower(arrival: &mut FxHashMap<ModuleId, (usize, usize)>, module: ModuleId, index: usize) {
    if let Some((_, lowest)) = arrival.get_mut(&module) {
        *lowest = (*lowest).min(index);
    }
}

#[cfg(test)]
mod tests;
