"""Echo and chat on Eventlet: python3 on_eventlet.py echo|chat HOST PORT"""

import sys

import eventlet
from eventlet.semaphore import Semaphore

import room


def echo(client, address):
    while data := client.recv(8192):
        client.sendall(data)
    client.close()


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
        client.close()


service, host, port = sys.argv[1:]
serve = {"echo": echo, "chat": chat}[service]
server = eventlet.listen((host, int(port)))
print("listens on port", server.getsockname()[1], flush=True)
threads = eventlet.GreenPool()
while True:
    threads.spawn_n(serve, *server.accept())
