//! Every test that drives saveloop from outside, in one binary.

mod corpus_behaviour;
mod corpus_errors;
