"""Echo and chat on gevent: python3 on_gevent.py echo|chat HOST PORT"""

import sys

from gevent.lock import Semaphore
from gevent.server import StreamServer

import room


def echo(client, address):
    while data := client.recv(8192):
        client.sendall(data)


def chat(client, address):
    writing = Semaphore()

    def tell(text):
        try:
            # Two at once are an error.
            with writing:
                client.sendall(text)
        except OSError:
            # It has gone, as its own thread will see.
            pass

    member = room.Member(address, tell)
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
