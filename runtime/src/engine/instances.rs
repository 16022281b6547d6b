//! Which instance of a module the running code belongs to. Two instances of one version run the same
//! script, so a stack does not tell them apart; what their functions captured does.

use std::cell::RefCell;

use rquickjs::Function;
use rustc_hash::FxHashMap;

use crate::debug::frames::FrameWalker;

/// Instances by an address that only their own functions have captured.
#[derive(Default)]
pub struct Instances(RefCell<Known>);

#[derive(Default)]
struct Known {
    by_address: FxHashMap<usize, (u32, Standing)>,
    address_of: FxHashMap<u32, usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Live,
    Retired,
}

impl Instances {
    /// An instance begins; `sample` is one of its functions that captured one variable, its own.
    pub fn made(&self, walker: Option<&FrameWalker>, instance: u32, sample: &Function) {
        let Some(walker) = walker else { return };
        if let [address] = walker.captured_by(sample)[..] {
            let mut known = self.0.borrow_mut();
            // Memory is used again: what an instance that was freed had there is over.
            if let Some((earlier, _)) = known.by_address.insert(address, (instance, Standing::Live)) {
                known.address_of.remove(&earlier);
            }
            known.address_of.insert(instance, address);
        }
    }

    pub fn retired(&self, instance: u32) {
        let known = &mut *self.0.borrow_mut();
        let address = known.address_of.get(&instance);
        if let Some(entry) = address.and_then(|address| known.by_address.get_mut(address)) {
            entry.1 = Standing::Retired;
        }
    }

    /// No function of it is left.
    pub fn collected(&self, instance: u32) {
        let known = &mut *self.0.borrow_mut();
        if let Some(address) = known.address_of.remove(&instance) {
            known.by_address.remove(&address);
        }
    }

    /// The instance of the outermost function that runs and belongs to any. To be called on the
    /// engine's thread only.
    pub fn outermost(&self, walker: Option<&FrameWalker>) -> Option<(u32, Standing)> {
        let known = self.0.borrow();
        // SAFETY: a native of the prelude calls this, on the engine's thread, inside the engine.
        let running = unsafe { walker?.captured_by_running() };
        let instance_of = |captured: &[usize]| {
            let all = captured.iter().filter_map(|address| known.by_address.get(address).copied());
            // An address that was freed and used again may stand for an instance that is gone.
            all.min_by_key(|(_, standing)| *standing == Standing::Retired)
        };
        running.filter_map(instance_of).last()
    }
}
