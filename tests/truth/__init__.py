"""Labelled blocks of real documentation, and real defects with their fix, through the real `docverify check`."""
