//! The fronts of saveloop: the language server and the command line. Knows protocols and no engine.

pub mod cli;
