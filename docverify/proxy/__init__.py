"""The recording reverse proxy between examples and backends: outside of the sandbox, on sockets from inside of it."""
