"""Echo and chat in green threads: each client has one that reads and, for chat,
one that writes. The scripts for gevent and Eventlet bring threads and queues."""

import socket

import room


def echo(client, address):
    room.no_delay(client)
    try:
        while data := client.recv(65536):
            client.sendall(data)
    except OSError:
        # gevent would print a stack trace, Eventlet would end the server.
        pass


def chat(client, address, spawn, lines):
    """lines is a new queue; None in it ends the writer."""
    room.no_delay(client)
    member = room.Member(lines.put, lambda: end(client), address)
    spawn(write, client, lines, member)
    try:
        for line in lines_of(client):
            if not member.line(line):
                break
    except OSError:
        pass
    finally:
        member.leave()
        lines.put(None)


def lines_of(client):
    rest = b""
    while data := client.recv(65536):
        *lines, rest = (rest + data).split(b"\n")
        yield from lines
        if len(rest) > room.LONGEST:
            return


def end(client):
    """Wakes its reader and its writer: for them, the client has gone."""
    try:
        client.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It has gone indeed.
        pass


def write(client, lines, member):
    """Sends in one go what has come meanwhile."""
    try:
        while (line := lines.get()) is not None:
            told = [line]
            while lines.qsize() and len(told) < 1000:
                told.append(lines.get())
            last = told[-1] is None
            text = b"".join(told[:-1] if last else told)
            client.sendall(text)
            if last:
                return
            member.unsent -= len(text)
    except OSError:
        pass
