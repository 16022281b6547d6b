//! Newtypes for everything that is counted, so that no two counts can be mixed up.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $inner);

        impl $name {
            /// The id that follows this one.
            pub const fn next(self) -> Self {
                Self(self.0 + 1)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// A module of one program: its resolved identity, the same over all generations.
    ModuleId(u32)
}
id! {
    /// One text of one module, transpiled. Stack frames name it, so that a frame is remapped by
    /// the map of the code that ran.
    VersionId(u32)
}
id! {
    /// One reload of a program that reached the engine. Starts at 1.
    Generation(u32)
}
id! {
    /// One attempt to bring the newest saved texts to life. Starts at 1; grows with every save.
    Attempt(u64)
}
id! {
    /// A dynamic `import()` that waits for its answer.
    ImportRequest(u32)
}
id! {
    /// A question for what a program has running.
    LedgerAsk(u64)
}
id! {
    /// A question for the value of what somebody looks at.
    LookAsk(u64)
}

impl VersionId {
    const FIRST_EVALUATED: u32 = 1 << 31;

    /// The nth text that debuggers had evaluated: those have versions of their own.
    pub const fn evaluated(number: u32) -> Self {
        Self(Self::FIRST_EVALUATED | number)
    }

    pub const fn is_evaluated(self) -> bool {
        self.0 >= Self::FIRST_EVALUATED
    }
}
