"""Why a run's end does not show that its page is wrong: what all languages have in common."""
