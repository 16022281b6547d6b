//! Variables of the frames that are looked at.

use std::rc::Rc;

use rquickjs::{Array, Ctx, Exception, Value};

use crate::debug::message::{Argument, Failure, FrameId};
use crate::debug::pause::Agent;
use crate::debug::pause::view::{Read, View};

impl Agent {
    pub(super) fn frame(&self, frame: FrameId) -> Result<u32, Failure> {
        let view = self.paused_view(frame.pause)?;
        view.holds(frame.index).then_some(frame.index).ok_or(Failure::UnknownFrame)
    }

    pub(super) fn set_variable(
        &self,
        ctx: &Ctx,
        frame: FrameId,
        scope: u32,
        name: &str,
        value: &Argument,
    ) -> Result<(), Failure> {
        let index = self.frame(frame)?;
        let view = self.paused_view(frame.pause)?;
        let scope = view.scopes(self, ctx, index).get(scope as usize).ok_or(Failure::UnknownScope)?;
        let value = self.argument(ctx, value)?;
        let variable = scope.variables.iter().find(|variable| variable.name == name && !variable.is_gone());
        let variable = variable.ok_or(Failure::UnknownVariable)?;
        view.write(self, ctx, index, variable, &value).map_err(|why| Failure::Refused(why.to_owned()))
    }

    pub(super) fn present_view(&self, ctx: &Ctx) -> rquickjs::Result<Rc<View>> {
        let view = self.view.borrow().clone();
        view.ok_or_else(|| Exception::throw_reference(ctx, "the frame is gone"))
    }

    pub(super) fn frame_has(&self, ctx: &Ctx, frame: u32, name: &str) -> rquickjs::Result<bool> {
        let view = self.present_view(ctx)?;
        Ok(view.holds(frame)
            && (view.find(self, ctx, frame, name).is_some()
                || name == "arguments" && view.arguments(self, ctx, frame).is_some()))
    }

    pub(super) fn frame_get<'js>(
        &self,
        ctx: &Ctx<'js>,
        frame: u32,
        name: &str,
    ) -> rquickjs::Result<Value<'js>> {
        let view = self.present_view(ctx)?;
        let read = view.find(self, ctx, frame, name).and_then(|it| view.read(self, ctx, frame, it));
        match read {
            Some(Read::Value(value)) => Ok(value),
            Some(Read::Uninitialized) => {
                let message = format!("Cannot access '{name}' before initialization");
                Err(Exception::throw_reference(ctx, &message))
            }
            None => match view.arguments(self, ctx, frame).filter(|_| name == "arguments") {
                Some(values) => self.call(ctx, "evaluate", "argumentsOf", (self.list_of(ctx, values)?,)),
                None => Err(Exception::throw_reference(ctx, &format!("{name} is not defined"))),
            },
        }
    }

    pub(super) fn frame_set(&self, ctx: &Ctx, frame: u32, name: &str, value: &Value) -> rquickjs::Result<()> {
        let view = self.present_view(ctx)?;
        let Some(variable) = view.find(self, ctx, frame, name).filter(|variable| !variable.is_gone()) else {
            return Err(Exception::throw_reference(ctx, &format!("{name} is not defined")));
        };
        if let Some(Read::Uninitialized) = view.read(self, ctx, frame, variable) {
            let message = format!("Cannot access '{name}' before initialization");
            return Err(Exception::throw_reference(ctx, &message));
        }
        let written = view.write(self, ctx, frame, variable, value);
        written.map_err(|why| Exception::throw_type(ctx, why))
    }

    /// Name, whether it is initialised, and value, of every variable of a scope.
    pub(super) fn scope_variables<'js>(
        &self,
        ctx: &Ctx<'js>,
        frame: u32,
        scope: u32,
    ) -> rquickjs::Result<Array<'js>> {
        let listed = self.list(ctx)?;
        let view = self.present_view(ctx)?;
        if !view.holds(frame) {
            return Ok(listed);
        }
        let scopes = view.scopes(self, ctx, frame);
        let variables =
            scopes.get(scope as usize).map(|scope| scope.variables.as_slice()).unwrap_or_default();
        let mut index = 0;
        for variable in variables.iter().filter(|variable| variable.is_listed()) {
            let (ready, value) = match view.read(self, ctx, frame, variable) {
                Some(Read::Value(value)) => (true, value),
                Some(Read::Uninitialized) => (false, Value::new_undefined(ctx.clone())),
                None => continue,
            };
            listed.set(index, variable.name.as_str())?;
            listed.set(index + 1, ready)?;
            listed.set(index + 2, value)?;
            index += 3;
        }
        Ok(listed)
    }
}
