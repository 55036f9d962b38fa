"""The program, serving a demo paper for the checks."""

import shutil
import socket
import subprocess
import sys
import time

import crawl


class Server:
    """The program on a free port with a demo paper of its own; stopped by its id when the block ends."""

    def __init__(self, program, folder, is_served=True):
        self.program, self.data, self.log = program, folder / "data", folder / "serve.log"
        self.blank = folder / "blank"
        made = subprocess.run([program, "demo", "--data", self.data], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(f"checks: the demo paper could not be made:\n{made.stdout[-2000:]}{made.stderr[-2000:]}")
        shutil.copytree(self.data, self.blank)
        self.base, self.process = None, None
        if is_served:
            self.serve()

    @classmethod
    def of(cls, program, data, log):
        """The program on a paper that is there."""
        server = cls.__new__(cls)
        server.program, server.data, server.log = program, data, log
        server.serve()
        return server

    def serve(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            listen = "127.0.0.1:%d" % probe.getsockname()[1]
        self.base = f"http://{listen}"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--data", self.data, "--listen", listen], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def __enter__(self):
        if not self.process:
            return self
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if crawl.answers(self.base + "/readyz"):
                return self
            time.sleep(0.1)
        self.__exit__()
        sys.exit(f"checks: the paper is not served:\n{self.log.read_text(errors='replace')[-2000:]}")

    def __exit__(self, *_):
        if not self.process:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
