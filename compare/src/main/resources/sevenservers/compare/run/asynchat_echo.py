"""Echo as the standard library's asynchat wants it; module 04 retells it."""

import asynchat
import asyncore
import socket


class Echo(asynchat.async_chat):

    def __init__(self, client):
        super().__init__(client)
        self.set_terminator(None)

    def readable(self):
        return not self.producer_fifo

    def collect_incoming_data(self, data):
        self.push(data)


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
print("asynchat listens on 127.0.0.1:%d" % server.socket.getsockname()[1],
      flush=True)
asyncore.loop(use_poll=True)
