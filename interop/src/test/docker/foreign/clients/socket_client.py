"""Joins standard input and output with a server, on plain sockets: socket_client.py
PORT"""

import os
import socket
import sys
import threading


def send():
    while data := os.read(sys.stdin.fileno(), 65536):
        server.sendall(data)
    server.shutdown(socket.SHUT_WR)


server = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
threading.Thread(target=send, daemon=True).start()
while data := server.recv(65536):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
