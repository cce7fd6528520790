"""What docverify says to GitHub and understands of its answers, apart from how the words travel."""
