"""Echo and chat in green threads: each client has one that reads and, for chat,
one that writes. The scripts for gevent and Eventlet bring threads and queues."""

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
    member = room.Member(lines.put, address)
    spawn(write, client, lines)
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


def write(client, lines):
    """Sends in one go what has come meanwhile."""
    try:
        while (line := lines.get()) is not None:
            told = [line]
            while lines.qsize() and len(told) < 1000:
                told.append(lines.get())
            end = told[-1] is None
            client.sendall(b"".join(told[:-1] if end else told))
            if end:
                return
    except OSError:
        pass
