"""Echo and chat on asyncore: python3 on_asyncore.py echo|chat HOST PORT"""

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


class Echo(asyncore.dispatcher_with_send):

    def __init__(self, client, address):
        super().__init__(client)

    def handle_read(self):
        self.send(self.recv(65536))


class Chat(asyncore.dispatcher_with_send):

    def __init__(self, client, address):
        super().__init__(client)
        self.member = room.Member(address, self.send)
        self.begun = b""

    def handle_read(self):
        *lines, self.begun = (self.begun + self.recv(65536)).split(b"\n")
        for line in lines:
            self.member.line(line)

    def handle_close(self):
        self.close()
        self.member.leave()


service, host, port = sys.argv[1:]
listener = Listener({"echo": Echo, "chat": Chat}[service], host, int(port))
print("listens on port", listener.socket.getsockname()[1], flush=True)
asyncore.loop()
