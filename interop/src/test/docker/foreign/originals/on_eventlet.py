"""Echo and chat on Eventlet: python3 on_eventlet.py echo|chat HOST PORT"""

import sys

import eventlet

import room


def echo(client, address):
    while data := client.recv(8192):
        client.sendall(data)
    client.close()


def chat(client, address):
    member = room.Member(address, client.sendall)
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
