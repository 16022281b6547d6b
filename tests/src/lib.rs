//! What the tests drive saveloop with, from outside.

pub mod program;
