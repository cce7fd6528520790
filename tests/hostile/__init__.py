"""The catalogue of hostile examples, through the real `docverify check`: `python -m tests.hostile`."""
