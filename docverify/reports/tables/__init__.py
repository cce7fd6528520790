"""Tables that reports share."""
