"""Echo and chat on asynchat: python3 on_asynchat.py echo|chat HOST PORT"""

import asynchat
import asyncore
import socket
import sys

import room


class Listener(asyncore.dispatcher):

    def __init__(self, protocol, host, port):
        super().__init__()
        self.protocol = protocol
        self.create_socket(socket.AF_INET, socket.SOCK_STREAM)
        self.set_reuse_addr()
        self.bind((host, port))
        self.listen(128)

    def handle_accepted(self, client, address):
        self.protocol(client, address)


class Echo(asynchat.async_chat):

    def __init__(self, client, address):
        super().__init__(client)
        self.set_terminator(None)

    def collect_incoming_data(self, data):
        self.push(data)


class Chat(asynchat.async_chat):

    def __init__(self, client, address):
        super().__init__(client)
        self.set_terminator(b"\n")
        self.member = room.Member(address, self.push)
        self.begun = []

    def collect_incoming_data(self, data):
        self.begun.append(data)

    def found_terminator(self):
        line = b"".join(self.begun)
        self.begun = []
        self.member.line(line)

    def handle_close(self):
        self.close()
        self.member.leave()


service, host, port = sys.argv[1:]
listener = Listener({"echo": Echo, "chat": Chat}[service], host, int(port))
print("listens on port", listener.socket.getsockname()[1], flush=True)
asyncore.loop()
