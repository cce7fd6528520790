"""JSON and YAML as trees whose every node knows its line."""
