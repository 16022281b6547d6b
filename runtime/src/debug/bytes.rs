//! About how much memory messages take, for a backlog. Pure.

use super::message::{Answer, Event, Exception, Preview, Profile, Properties, PropertySlot, RemoteValue};
use super::profiler::RawProfile;
use super::wire::{FromDebug, RawAnswer};

const SMALL: usize = 128;

impl RemoteValue {
    fn bytes(&self) -> usize {
        SMALL
            + match self {
                Self::BigInt(text) | Self::String(text) | Self::Json(text) => text.len(),
                Self::Symbol { description, .. } => description.len(),
                Self::Object(it) => it.description.len() + it.preview.as_ref().map_or(0, Preview::bytes),
                Self::Undefined | Self::Null | Self::Boolean(_) | Self::Number(_) => 0,
            }
    }
}

impl Preview {
    fn bytes(&self) -> usize {
        (self.properties.len() + self.entries.len()) * 2 * SMALL
    }
}

impl Properties {
    fn bytes(&self) -> usize {
        let slot = |slot: &PropertySlot| match slot {
            PropertySlot::Data { value, .. } => value.bytes(),
            PropertySlot::Accessor { .. } => 2 * SMALL,
            PropertySlot::Uninitialized => 0,
        };
        let own: usize = self.properties.iter().map(|it| SMALL + it.name.len() + slot(&it.slot)).sum();
        let rest = self.internal.iter().chain(&self.private);
        own + rest.map(|(name, value)| name.len() + value.bytes()).sum::<usize>()
    }
}

impl RawProfile {
    fn bytes(&self) -> usize {
        self.nodes.len() * SMALL + self.samples.len() * 8
    }
}

impl Profile {
    fn bytes(&self) -> usize {
        self.nodes.len() * SMALL + self.samples.len() * 8
    }
}

impl FromDebug {
    pub fn bytes(&self) -> usize {
        match self {
            Self::Answer { answer: Ok(RawAnswer::Evaluated(Ok(value))), .. } => value.bytes(),
            Self::Answer { answer: Ok(RawAnswer::Properties(properties, _)), .. } => properties.bytes(),
            Self::Answer { answer: Ok(RawAnswer::Profile(profile)), .. } => profile.bytes(),
            Self::ConsoleProfile(it) => SMALL + it.recorded.as_deref().map_or(0, RawProfile::bytes),
            Self::Answer { .. } => SMALL,
            Self::Paused(pause) => pause.frames.len() * 8 * SMALL,
            Self::Console(call) => call.arguments.iter().map(RemoteValue::bytes).sum(),
            Self::Thrown { exception, .. } => exception.value.bytes(),
            Self::Called { payload, .. } => payload.len(),
            Self::Resumed { .. } | Self::Revoked(_) => 0,
        }
    }
}

impl Event {
    pub fn bytes(&self) -> usize {
        match self {
            Self::Answer { answer: Ok(Answer::Evaluated(Ok(value))), .. } => value.bytes(),
            Self::Answer { answer: Ok(Answer::Properties(properties)), .. } => properties.bytes(),
            Self::Answer { answer: Ok(Answer::Profile(profile)), .. } => profile.bytes(),
            Self::ConsoleProfile(it) => SMALL + it.recorded.as_deref().map_or(0, Profile::bytes),
            Self::Paused { pause, .. } => pause.frames.len() * 8 * SMALL,
            Self::Console(call) => call.arguments.iter().map(RemoteValue::bytes).sum(),
            Self::ExceptionThrown { exception: Exception { value, .. }, .. } => value.bytes(),
            Self::Called { payload, .. } => payload.len(),
            // The text of a script is shared.
            Self::Answer { .. }
            | Self::Attached { .. }
            | Self::ContextsCleared { .. }
            | Self::Waiting { .. }
            | Self::ContextCreated { .. }
            | Self::ScriptParsed { .. }
            | Self::BreakpointResolved { .. }
            | Self::Resumed
            | Self::ExceptionRevoked { .. } => SMALL,
        }
    }
}
