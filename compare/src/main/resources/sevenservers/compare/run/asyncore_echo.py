"""Echo as the standard library's asyncore wants it; module 03 retells it."""

import asyncore
import socket


class Echo(asyncore.dispatcher_with_send):

    def readable(self):
        return not self.out_buffer

    def handle_read(self):
        data = self.recv(65536)
        if data:
            self.send(data)


class Server(asyncore.dispatcher):

    def __init__(self):
        super().__init__()
        self.create_socket()
        self.bind(("127.0.0.1", 0))
        self.listen(1024)

    def handle_accepted(self, client, address):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Echo(client)


server = Server()
print("asyncore listens on 127.0.0.1:%d" % server.socket.getsockname()[1],
      flush=True)
asyncore.loop(use_poll=True)
