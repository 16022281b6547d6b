//! The language server.

pub mod framing;
