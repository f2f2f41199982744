"""Echo and chat on gevent: python3 on_gevent.py echo|chat HOST PORT"""

import sys

from gevent.server import StreamServer

import room


def echo(client, address):
    while data := client.recv(8192):
        client.sendall(data)


def chat(client, address):
    member = room.Member(address, client.sendall)
    try:
        for line in client.makefile("rb"):
            member.line(line.removesuffix(b"\n"))
    finally:
        member.leave()


service, host, port = sys.argv[1:]
server = StreamServer((host, int(port)), {"echo": echo, "chat": chat}[service])
server.start()
print("listens on port", server.server_port, flush=True)
server.serve_forever()
