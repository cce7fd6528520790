"""What a page has to say in place of what its examples no longer show. Pure: from text and verdicts to text."""
