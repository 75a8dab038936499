//! The `grafscope` command.

fn main() {}
