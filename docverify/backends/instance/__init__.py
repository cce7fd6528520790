"""What instances of backends share: questions over HTTP, and how one becomes ready and clean."""
