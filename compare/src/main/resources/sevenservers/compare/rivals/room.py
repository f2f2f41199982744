"""The chat's room, as far as a comparison needs it; the scripts beside it bring
the sockets. All is bytes. Most limits of the contract are left out, and whoever
errs is ended without a reason."""

import collections
import re
import socket
import sys

JOIN = re.compile(rb"([A-Za-z0-9_.-]{1,32}):<handshake>")
LONGEST = 4096
BACKLOG = 1024 * 1024

members = {}
unsaid = collections.deque()


class Member:
    """One client; whoever makes it brings tell(bytes), which sends, and end(),
    which breaks the connection off; and takes from unsent what has been sent."""

    name = None
    unsent = 0
    gone = False

    def __init__(self, tell, end, address):
        self.tell = tell
        self.end = end
        self.where = b"%s:%d" % (address[0].encode(), address[1])

    def line(self, line):
        """Handles a line, without its LF. False: the client is to be ended."""
        if self.gone or len(line) > LONGEST:
            return False
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
        welcome = b"CLIENT: %s\n" % self.where
        self.unsent += len(welcome)
        self.tell(welcome)
        publish(b"(User %s connected from %s)\n" % (self.name, self.where))
        members[self.name] = self
        return True

    def leave(self):
        self.gone = True
        if self.name is not None and members.pop(self.name, None) is not None:
            publish(b"(User %s disconnected)\n" % self.name)


def publish(line, author=None):
    """Tells it to all others. Who cannot be told leaves: that is said afterwards,
    for all hear the same in one order."""
    unsaid.append((line, author))
    if len(unsaid) > 1:
        return
    while unsaid:
        line, author = unsaid[0]
        for member in list(members.values()):
            if member is not author and not member.gone:
                member.unsent += len(line)
                member.tell(line)
                if member.unsent > BACKLOG:
                    member.leave()
                    member.end()
        unsaid.popleft()


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
