"""Echo and chat on Eventlet."""

import warnings

warnings.simplefilter("ignore")

import eventlet
from eventlet.queue import LightQueue

import green
import room


def chat(client, address):
    green.chat(client, address, eventlet.spawn_n, LightQueue())


eventlet.serve(eventlet.greenio.GreenSocket(room.listener()),
               {"echo": green.echo, "chat": chat}[room.service()],
               concurrency=20000)
