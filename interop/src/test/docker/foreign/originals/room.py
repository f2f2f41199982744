"""The chat's rules, as far as all goes well; the originals beside it bring the
sockets."""

HANDSHAKE = b":<handshake>"

members = {}


class Member:

    name = None

    def __init__(self, address, tell):
        """tell sends bytes to this member."""
        self.address = b"%s:%d" % (address[0].encode(), address[1])
        self.tell = tell

    def line(self, line):
        """Handles a line, without its LF."""
        line = line.removesuffix(b"\r")
        if self.name is None:
            self.join(line.removesuffix(HANDSHAKE))
        elif line.endswith(HANDSHAKE):
            # The one error that is told: tests see by it that a member is served.
            self.tell(b"! already joined\n")
        elif text := line.removeprefix(self.name + b":"):
            self.tell_others(b"#[%s]>>> %s\n" % (self.name, text))

    def join(self, name):
        self.name = name
        members[name] = self
        self.tell(b"CLIENT: %s\n" % self.address)
        self.tell_others(b"(User %s connected from %s)\n" % (name, self.address))

    def leave(self):
        if members.pop(self.name, None):
            self.tell_others(b"(User %s disconnected)\n" % self.name)

    def tell_others(self, text):
        for member in list(members.values()):
            if member is not self:
                member.tell(text)
