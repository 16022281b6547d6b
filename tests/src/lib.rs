//! What the tests of the whole product stand on: the other end of every protocol, played for real.

pub mod binary;
pub mod cdp;
pub mod dap;
pub mod debug;
pub mod fixture;
pub mod hot_run;
pub mod http;
pub mod inspected;
pub mod lsp_client;
pub mod memory;
pub mod npm;
pub mod program;
pub mod random;
pub mod schema;
pub mod served;
pub mod terminal;
pub mod torn;
pub mod warm;
pub mod wire;
