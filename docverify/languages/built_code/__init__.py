"""What C, C++, Go, Rust and Java have in common: how they are written, wrapped into a program, and how builds end."""
