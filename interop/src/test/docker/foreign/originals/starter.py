"""Starts originals, each in a process of its own, and looks at them. Everyone who
connects says a line:

start ORIGINAL SERVICE HOST PORT DESCRIPTORS: the answer is the number of the process,
    then what it prints. The end of the connection ends the process, and the other
    way round.
look NUMBER: the answer is its state, its seconds of processor time, its open
    descriptors, and the most bytes of memory that it has had.
signal NAME NUMBER: sends a signal."""

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


class Visit(socketserver.StreamRequestHandler):

    def handle(self):
        word, *arguments = self.rfile.readline().decode().split()
        {"start": self.start, "look": self.look, "signal": self.signal}[word](
            *arguments)

    def start(self, *arguments):
        ended, alive = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(ended)
            os.dup2(self.request.fileno(), sys.stdout.fileno())
            os.dup2(self.request.fileno(), sys.stderr.fileno())
            run(*arguments)
        os.close(alive)
        if ended not in select.select([self.request, ended], [], [])[0]:
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)

    def look(self, process):
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        seconds = sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
        descriptors = len(os.listdir(f"/proc/{process}/fd"))
        with open(f"/proc/{process}/status") as status:
            peak = next(line for line in status if line.startswith("VmPeak:"))
        self.wfile.write(b"%s %f %d %d\n" % (
            fields[0].encode(), seconds, descriptors, int(peak.split()[1]) * 1024))

    def signal(self, name, process):
        os.kill(int(process), signal.Signals["SIG" + name])


def run(original, service, host, port, descriptors):
    """Does not return."""
    try:
        sys.stdout.reconfigure(line_buffering=True)
        print(os.getpid())
        limit = used_memory() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_NOFILE, (int(descriptors),) * 2)
        sys.argv = [original, service, host, port]
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
    max_children = 200


with Starter(("127.0.0.1", 0), Visit) as starter:
    print("starts at port", starter.server_address[1], flush=True)
    starter.serve_forever()
