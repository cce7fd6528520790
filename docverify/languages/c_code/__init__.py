"""C and C++: how a block becomes a program, and what compiler and linker say."""
