"""What a check found: counted, and told as it goes."""


class Report:
    def __init__(self, name):
        self.name = name
        self.passed = self.failed = 0
        print(f"\n── {name}", flush=True)

    def expect(self, good, where, what):
        """Counts one expectation; one that is not met is told with its place. Returns whether it is met."""
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {where}: {what}", flush=True)
        return bool(good)

    def note(self, text):
        """Worth knowing and no failure."""
        print(f"  {text}", flush=True)

    def close(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed", flush=True)
