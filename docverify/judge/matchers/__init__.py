"""One way each in which documented and actual output are the same: pure, and none takes longer than its text allows.

A form is a function from text to text that hides what never tells two outputs apart, and applied twice does no more
than once. `judge.match` puts them together.
"""
