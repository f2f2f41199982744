"""Echo as Eventlet wants it; module 07 retells it."""

import socket

import eventlet


def echo(client, address):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while data := client.recv(65536):
        client.sendall(data)


listener = eventlet.listen(("127.0.0.1", 0), backlog=1024)
print("Eventlet listens on 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
eventlet.serve(listener, echo, concurrency=20000)
