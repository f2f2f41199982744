"""The chat's room, as far as a comparison needs it; the scripts beside it bring
the sockets. All is bytes. Most limits of the contract are left out, and whoever
errs is ended without a reason."""

import re
import socket
import sys

JOIN = re.compile(rb"([A-Za-z0-9_.-]{1,32}):<handshake>")
LONGEST = 4096

members = {}


class Member:
    """One client; whoever makes it brings tell(bytes), which sends."""

    name = None

    def __init__(self, tell, address):
        self.tell = tell
        self.where = b"%s:%d" % (address[0].encode(), address[1])

    def line(self, line):
        """Handles a line, without its LF. False: the client is to be ended."""
        if self.name is not None:
            own = self.name + b":"
            text = line[len(own):] if line.startswith(own) else line
            if text:
                publish(b"#[%s]>>> %s\n" % (self.name, text), self)
            return True
        join = JOIN.fullmatch(line)
        if join is None or join[1] in members:
            return False
        self.name = join[1]
        self.tell(b"CLIENT: %s\n" % self.where)
        publish(b"(User %s connected from %s)\n" % (self.name, self.where))
        members[self.name] = self
        return True

    def leave(self):
        if self.name is not None and members.pop(self.name, None) is not None:
            publish(b"(User %s disconnected)\n" % self.name)


def publish(line, author=None):
    # A copy: who cannot be told leaves meanwhile.
    for member in list(members.values()):
        if member is not author:
            member.tell(line)


def listener():
    """A socket that listens at a free port of the loopback, and says so."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print("listens on 127.0.0.1:%d" % listening.getsockname()[1], flush=True)
    return listening


def no_delay(client):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def service():
    """The word on the command line: echo or chat."""
    return sys.argv[1]
