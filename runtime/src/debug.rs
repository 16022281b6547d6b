//! The debug core: what can be seen of a program without its cooperation. Knows no protocol.

pub mod frames;
