"""Java: how a block becomes a program, and what its compiler and its runtime say."""
