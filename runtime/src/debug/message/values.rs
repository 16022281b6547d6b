//! Values of the program as a debugger sees them: plain data.

use serde::{Deserialize, Serialize};

use super::{ObjectId, ScriptPosition};

/// A number with all its bits: JSON has no `NaN`, no infinities and no `-0`.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub f64);

impl Eq for Number {}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

/// A value of the program, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RemoteValue {
    Undefined,
    Null,
    Boolean(bool),
    Number(Number),
    /// Decimal digits.
    BigInt(String),
    /// Lone surrogates are replaced.
    String(String),
    Symbol {
        /// `Symbol(name)`
        description: String,
        object: ObjectId,
    },
    Object(Box<RemoteObject>),
    /// By value: JSON text of it.
    Json(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RemoteObject {
    pub id: ObjectId,
    pub kind: ObjectKind,
    /// The name of its constructor, found without running anything; `Object` when there is none.
    pub class_name: String,
    /// One line for most; the stack of an error, the text of a function.
    pub description: String,
    pub preview: Option<Preview>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObjectKind {
    Plain,
    Function,
    Array,
    RegExp,
    Date,
    Map,
    Set,
    WeakMap,
    WeakSet,
    Iterator,
    Generator,
    Error,
    Proxy,
    Promise,
    TypedArray,
    ArrayBuffer,
    DataView,
    /// One of `[[Entries]]`: a value, and what it stands under.
    Entry,
}

/// A glance at an object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Whether there is more than this.
    pub overflow: bool,
    pub properties: Vec<PreviewProperty>,
    /// Of maps and sets.
    pub entries: Vec<PreviewEntry>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewProperty {
    pub name: String,
    pub value: PreviewValue,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewEntry {
    /// `None` in sets.
    pub key: Option<EntryPreview>,
    pub value: EntryPreview,
}

/// A key or a value of a map, one level deep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntryPreview {
    pub value: PreviewValue,
    /// Whether there is more than these.
    pub overflow: bool,
    pub properties: Vec<PreviewProperty>,
}

/// A value as one short text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewValue {
    pub kind: PreviewKind,
    /// The value's own text: strings without quotes, cut to 100 characters; empty for functions and
    /// accessors. Functions in entries have theirs.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PreviewKind {
    Undefined,
    Null,
    Boolean,
    Number,
    BigInt,
    String,
    Symbol,
    /// A getter or setter, which is not called.
    Accessor,
    Object(ObjectKind),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Properties {
    pub properties: Vec<Property>,
    /// What the language keeps about an object: `[[Prototype]]`, `[[Entries]]`, `[[PromiseState]]`,
    /// `[[PromiseResult]]`, `[[Target]]`, `[[Handler]]`, `[[TargetFunction]]`, `[[PrimitiveValue]]` ...
    pub internal: Vec<(String, RemoteValue)>,
    /// `#name` and value.
    pub private: Vec<(String, RemoteValue)>,
    /// Where a function of the program begins.
    #[serde(skip)]
    pub function: Option<ScriptPosition>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// For a symbol its description, `Symbol(name)`.
    pub name: String,
    /// The key itself, when it is a symbol.
    pub symbol: Option<RemoteValue>,
    pub slot: PropertySlot,
    pub configurable: bool,
    pub enumerable: bool,
    pub is_own: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PropertySlot {
    Data {
        value: RemoteValue,
        writable: bool,
    },
    Accessor {
        get: Option<RemoteValue>,
        set: Option<RemoteValue>,
    },
    /// A variable that is not initialised yet.
    Uninitialized,
}

impl Serialize for Number {
    /// As text where people read it, else as it is.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&NumberText(self.0))
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return f64::deserialize(deserializer).map(Self);
        }
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let number = match text.as_ref() {
            "Infinity" => f64::INFINITY,
            "-Infinity" => f64::NEG_INFINITY,
            text => text.parse().map_err(serde::de::Error::custom)?,
        };
        Ok(Self(number))
    }
}

/// As the language writes what JSON cannot.
struct NumberText(f64);

impl std::fmt::Display for NumberText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            number if number.is_infinite() => {
                f.write_str(if number > 0.0 { "Infinity" } else { "-Infinity" })
            }
            number => write!(f, "{number:?}"),
        }
    }
}

#[cfg(test)]
mod tests;
