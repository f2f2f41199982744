"""Echo and chat on gevent."""

import gevent
from gevent.queue import Queue
from gevent.server import StreamServer
from gevent.socket import socket

import green
import room


def chat(client, address):
    green.chat(client, address, gevent.spawn, Queue())


listening = room.listener()
listening.setblocking(False)
StreamServer(socket(fileno=listening.detach()),
             {"echo": green.echo, "chat": chat}[room.service()]).serve_forever()
