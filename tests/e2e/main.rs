//! The whole product from outside.

mod lsp_commands;
mod lsp_documents;
mod lsp_hostile;
mod lsp_life_cycle;
