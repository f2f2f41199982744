"""Starts an original in a process of its own for everyone who connects and says
which, in a line: ORIGINAL SERVICE HOST PORT. What the process prints is the answer. A
byte more ends it as SIGTERM does; the end of the connection ends it for good, and
the connection ends with the process."""

import os
import resource
import runpy
import select
import signal
import socketserver
import sys
import warnings

warnings.simplefilter("ignore")

# Loaded once; a process is a fork of this one, and starts in no time.
import asynchat
import asyncore
import eventlet
import gevent.server
from twisted.internet import endpoints, epollreactor
from twisted.protocols import basic

# Beyond what is loaded, for each process: some of them queue without a bound.
MEMORY = 192 * 1024 * 1024


class Start(socketserver.StreamRequestHandler):

    def handle(self):
        words = self.rfile.readline().decode().split()
        ended, alive = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(ended)
            os.dup2(self.request.fileno(), sys.stdout.fileno())
            run(*words)
        os.close(alive)
        while ended not in select.select([self.request, ended], [], [])[0]:
            word = self.request.recv(1)
            os.kill(process, signal.SIGTERM if word else signal.SIGKILL)
            if not word:
                break
        os.waitpid(process, 0)


def run(original, *arguments):
    """Does not return."""
    try:
        limit = used_memory() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        sys.argv = [original, *arguments]
        runpy.run_path(f"{sys.path[0]}/on_{original}.py", run_name="__main__")
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def used_memory():
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[0]) * resource.getpagesize()


class Starter(socketserver.ForkingTCPServer):

    request_queue_size = 100


with Starter(("127.0.0.1", 0), Start) as starter:
    print("starts at port", starter.server_address[1], flush=True)
    starter.serve_forever()
