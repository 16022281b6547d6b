//! The whole product from outside, in one binary.

mod command_line;
mod corpus_behaviour;
mod corpus_errors;
mod debug_core;
mod debug_values;
mod engine_hostile;
mod fixtures_errors;
mod fixtures_hot;
mod fixtures_reload;
mod fixtures_shapes;
mod lsp_commands;
mod lsp_documents;
mod lsp_ends;
mod lsp_floods;
mod lsp_hostile;
mod lsp_life_cycle;
mod lsp_run;
mod lsp_saves;
mod lsp_schema;
mod lsp_unicode;
mod lsp_wishes;
mod lsp_workspaces;
mod neovim;
