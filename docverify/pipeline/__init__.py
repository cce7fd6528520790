"""The order of things: from sources to a result, and from a result to the tracker."""
