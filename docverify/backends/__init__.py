"""Backends: sandbox instances of the services that examples talk to."""
