"""A module for byexample that tells of each example as it ends."""

from byexample.concern import Concern

stability = "stable"


class Told(Concern):
    target = "told"

    def tell(self, example, outcome):
        self.cfg.output.write(f"\nline:{example.start_lineno} {outcome}\n")
        self.cfg.output.flush()

    def success(self, example, *_):
        self.tell(example, "PASSED")

    def failure(self, example, *_):
        self.tell(example, "FAILED")

    def timedout(self, example, *_):
        self.tell(example, "FAILED")

    def crashed(self, example, *_):
        self.tell(example, "FAILED")
