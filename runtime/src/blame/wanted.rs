//! What kind of operation a clue speaks of: the engine's wordings as rules. Pure.

use super::layout::{Kind, Operation};

/// What is known besides the mark.
#[derive(Clone, Copy, Debug)]
pub enum Clue<'a> {
    /// The operation failed with this message. The engine made the error, unless its wording is
    /// none of the engine's: then the program did, by one of these constructors.
    Failed { message: &'a str, constructors: &'a [String] },
    /// The operand of a `throw` (or what a function of saveloop was given) is to blame.
    Thrown,
    /// Nothing failed: the function runs, and this was the last call it made.
    Running,
    /// The operation called this function; empty when it has no name.
    Called { function: &'a str },
}

/// How well an operation fits; smaller is better.
pub type Tier = u8;
pub const TIERS: std::ops::Range<Tier> = 0..3;

/// What kind of operation the clue speaks of. An empty name stands for any.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    Get(&'a str),
    Set(&'a str),
    Private(&'a str),
    Delete,
    Call,
    Construct,
    Read(&'a str),
    /// A variable before its declaration has run.
    TooEarly(&'a str),
    Assign(&'a str),
    Iterate,
    Next,
    ToObject,
    Operator,
    Heritage,
    Primitive,
    Thrown,
    CallOf(&'a str),
    Trap,
    Created(&'a [String]),
}

/// Beginnings of the engine's own messages, and what they are about. The first that fits counts.
const STARTS: &[(&str, Wanted<'static>)] = &[
    ("not a function", Wanted::Call),
    ("promise self resolution", Wanted::Call),
    ("not a constructor", Wanted::Construct),
    ("must be called with new", Wanted::Construct),
    ("class constructors must be invoked with 'new'", Wanted::Call),
    ("derived class constructor must return", Wanted::Construct),
    ("Maximum call stack size exceeded", Wanted::Call),
    ("value is not iterable", Wanted::Iterate),
    ("iterator must return an object", Wanted::Next),
    ("iterator does not have a throw method", Wanted::Next),
    ("Cannot convert undefined or null to object", Wanted::ToObject),
    ("could not delete property", Wanted::Delete),
    ("parent class must be constructor", Wanted::Heritage),
    ("parent prototype must be", Wanted::Heritage),
    ("not an object", Wanted::Primitive),
    ("invalid brand on object", Wanted::Private("")),
    ("expecting <brand> private field", Wanted::Private("")),
    ("no setter for property", Wanted::Set("")),
    ("setter is forbidden", Wanted::Set("")),
    ("object is not extensible", Wanted::Set("")),
    ("not configurable", Wanted::Set("")),
    ("property is not configurable", Wanted::Set("")),
    ("invalid array length", Wanted::Set("length")),
    ("invalid 'in' operand", Wanted::Operator),
    ("invalid 'instanceof' right operand", Wanted::Operator),
    ("operand 'prototype' property is not an object", Wanted::Operator),
    ("cannot convert BigInt to number", Wanted::Operator),
    ("cannot convert symbol to", Wanted::Operator),
    ("cannot convert to", Wanted::Operator),
    ("Cannot mix BigInt", Wanted::Operator),
    ("bigint argument with unary +", Wanted::Operator),
    ("BigInt operands are forbidden", Wanted::Operator),
    ("BigInt ", Wanted::Operator),
    ("toPrimitive", Wanted::Operator),
    ("invalid string length", Wanted::Operator),
    ("proxy: ", Wanted::Trap),
    ("revoked proxy", Wanted::Trap),
    ("value is not disposable", Wanted::Operator),
    ("dispose method is not a function", Wanted::Operator),
];

impl<'a> Wanted<'a> {
    /// In order of trust.
    pub fn of(clue: Clue<'a>) -> Vec<Self> {
        match clue {
            Clue::Called { function } => vec![Self::CallOf(function)],
            Clue::Running => vec![Self::CallOf("")],
            Clue::Thrown => vec![Self::Thrown],
            Clue::Failed { message, constructors } => {
                Self::of_message(message).into_iter().chain([Self::Created(constructors)]).collect()
            }
        }
    }

    /// `None`: not a wording of the engine.
    fn of_message(message: &'a str) -> Option<Self> {
        let quoted = message.split('\'').nth(1).unwrap_or_default();
        let ends = |end: &str| message.strip_suffix(end).filter(|name| is_name(name));
        if message.starts_with("cannot read property '") {
            return Some(if is_iterator_key(quoted) { Self::Iterate } else { Self::Get(quoted) });
        }
        if message.starts_with("cannot set property '") {
            return Some(Self::Set(quoted));
        }
        if message.starts_with("private class field '") {
            return Some(Self::Private(quoted));
        }
        if message.starts_with('\'') && message.ends_with("' is read-only") {
            return Some(Self::Assign(quoted));
        }
        if let Some(name) = ends(" is not defined") {
            return Some(Self::Read(name));
        }
        if let Some(name) = ends(" is not initialized") {
            return Some(Self::TooEarly(name));
        }
        if ends(" is not a constructor").is_some() {
            return Some(Self::Construct);
        }
        let rule = STARTS.iter().find(|(start, _)| message.starts_with(start));
        rule.map(|(_, wanted)| *wanted)
    }

    /// Whether an operation is of that kind, and how sure that is.
    pub fn tier(&self, operation: &Operation) -> Option<Tier> {
        let name = operation.name.as_deref();
        let named = |wanted: &str| wanted.is_empty() || name == Some(wanted);
        match (*self, operation.kind) {
            (Self::Get(wanted), Kind::Get) if named(wanted) => Some(0),
            (Self::Get(_), Kind::Get) if name.is_none() => Some(1),
            (Self::Get(_), Kind::Unpack | Kind::Iterate) => Some(2),
            (Self::Set(wanted), Kind::Set) if named(wanted) => Some(0),
            (Self::Set(_), Kind::Set) if name.is_none() => Some(1),
            (Self::Set(_), Kind::Set | Kind::Delete | Kind::Construct) => Some(2),
            (Self::Private(wanted), Kind::Get | Kind::Set | Kind::Operator) => {
                let is_private = name.is_some_and(|name| name.starts_with('#'));
                (is_private && named(wanted)).then_some(0)
            }
            (Self::Read(wanted) | Self::TooEarly(wanted), Kind::Read | Kind::Assign) if named(wanted) => {
                Some(0)
            }
            (Self::Assign(wanted), Kind::Assign | Kind::Set) if named(wanted) => Some(0),
            (Self::Assign(_), Kind::Set) if name.is_none() => Some(1),
            (Self::Assign(_), Kind::Delete) => Some(2),
            (Self::Created(names), kind) => tier_of_created(names, kind, name),
            (Self::CallOf(function), kind) => tier_of_call(function, kind, name),
            (wanted, kind) => wanted.tier_of_kind(kind),
        }
    }

    /// For wordings that say no name.
    fn tier_of_kind(&self, kind: Kind) -> Option<Tier> {
        match (*self, kind) {
            (Self::Delete, Kind::Delete)
            | (Self::Call, Kind::Call | Kind::Construct)
            | (Self::Construct, Kind::Construct)
            | (Self::Iterate, Kind::Iterate)
            | (Self::Next, Kind::Next | Kind::Iterate)
            | (Self::ToObject, Kind::Unpack | Kind::Delete)
            | (Self::Operator, Kind::Operator)
            | (Self::Heritage, Kind::Heritage)
            | (Self::Primitive, Kind::Set | Kind::Iterate)
            | (Self::Thrown, Kind::Throw)
            | (
                Self::Trap,
                Kind::Get | Kind::Set | Kind::Delete | Kind::Operator | Kind::Call | Kind::Construct,
            ) => Some(0),
            (Self::Call, Kind::Iterate | Kind::Heritage)
            | (Self::Construct, Kind::Heritage | Kind::Call)
            | (Self::Iterate, Kind::Next | Kind::Call | Kind::Construct)
            | (Self::Operator, Kind::Call | Kind::Construct | Kind::Unpack)
            | (Self::ToObject, Kind::Operator)
            | (Self::Primitive, Kind::Next | Kind::Get | Kind::Operator)
            | (Self::Thrown, Kind::Call | Kind::Construct)
            | (Self::Trap, Kind::Iterate | Kind::Unpack) => Some(1),
            (Self::Call, Kind::Get | Kind::Operator)
            | (Self::Iterate, Kind::Unpack)
            | (Self::Operator, Kind::Get | Kind::Set | Kind::Iterate) => Some(2),
            _ => None,
        }
    }
}

/// A name, or `this`; messages made by programs are sentences.
fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

fn is_iterator_key(name: &str) -> bool {
    matches!(name, "Symbol.iterator" | "Symbol.asyncIterator")
}

/// The program made the error: there is a `new` or a call of its constructor.
fn tier_of_created(names: &[String], kind: Kind, name: Option<&str>) -> Option<Tier> {
    match kind {
        Kind::Construct | Kind::Call if name.is_some_and(|name| names.iter().any(|it| it == name)) => Some(0),
        Kind::Construct => Some(1),
        Kind::Call | Kind::Throw | Kind::Get | Kind::Set | Kind::Delete | Kind::Operator | Kind::Iterate => {
            Some(2)
        }
        _ => None,
    }
}

/// The function was called by an operation; few are calls by name.
fn tier_of_call(function: &str, kind: Kind, name: Option<&str>) -> Option<Tier> {
    let is_called = name.is_some_and(|name| !function.is_empty() && name == function);
    let accessed = |prefix: &str| function.strip_prefix(prefix).is_some_and(|it| name == Some(it));
    match kind {
        Kind::Call | Kind::Construct if is_called => Some(0),
        Kind::Get if accessed("get ") => Some(0),
        Kind::Set if accessed("set ") => Some(0),
        Kind::Next if matches!(function, "next" | "return" | "throw") => Some(0),
        Kind::Iterate
            if matches!(function, "[Symbol.iterator]" | "[Symbol.asyncIterator]" | "next" | "return") =>
        {
            Some(0)
        }
        Kind::Operator if is_conversion(function) => Some(0),
        Kind::Call | Kind::Construct | Kind::Heritage => Some(1),
        // Traps of proxies.
        Kind::Get if function == "get" => Some(1),
        Kind::Set if function == "set" => Some(1),
        Kind::Delete if function == "deleteProperty" => Some(1),
        Kind::Operator if function == "has" => Some(1),
        Kind::Get | Kind::Set | Kind::Operator | Kind::Iterate | Kind::Next | Kind::Delete | Kind::Unpack => {
            Some(2)
        }
        _ => None,
    }
}

/// What operators call.
fn is_conversion(function: &str) -> bool {
    matches!(function, "toString" | "valueOf" | "[Symbol.toPrimitive]" | "[Symbol.hasInstance]")
}
