"""Echo as gevent wants it; module 07 retells it."""

import socket

from gevent.server import StreamServer


def echo(client, address):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while data := client.recv(65536):
        client.sendall(data)


server = StreamServer(("127.0.0.1", 0), echo, backlog=1024)
server.start()
print("gevent listens on 127.0.0.1:%d" % server.server_port, flush=True)
server.serve_forever()
