"""Echo and chat on asyncore and asynchat, which Python had until 3.11."""

import warnings

warnings.simplefilter("ignore", DeprecationWarning)

import asynchat
import asyncore

import room


class Listener(asyncore.dispatcher):

    def __init__(self, serve):
        super().__init__(room.listener())
        # The socket listens already.
        self.accepting = True
        self.serve = serve

    def handle_accepted(self, client, address):
        room.no_delay(client)
        self.serve(client, address)


class Echo(asyncore.dispatcher):

    def __init__(self, client, address):
        super().__init__(client)
        self.unsent = b""

    def readable(self):
        return not self.unsent

    def handle_read(self):
        self.unsent = self.recv(65536)
        self.handle_write()

    def writable(self):
        return bool(self.unsent)

    def handle_write(self):
        if self.unsent:
            self.unsent = self.unsent[self.send(self.unsent):]

    def handle_close(self):
        self.close()


class Chat(asynchat.async_chat):

    ac_in_buffer_size = 65536

    def __init__(self, client, address):
        super().__init__(client)
        self.set_terminator(b"\n")
        self.begun = b""
        self.member = room.Member(self.push, self.handle_close, address)

    def collect_incoming_data(self, data):
        self.begun += data
        if len(self.begun) > room.LONGEST:
            self.handle_close()

    def found_terminator(self):
        line, self.begun = self.begun, b""
        if not self.member.line(line):
            self.handle_close()

    def send(self, data):
        sent = super().send(data)
        self.member.unsent -= sent
        return sent

    def handle_close(self):
        self.member.leave()
        self.close()


Listener({"echo": Echo, "chat": Chat}[room.service()])
asyncore.loop(use_poll=True)
