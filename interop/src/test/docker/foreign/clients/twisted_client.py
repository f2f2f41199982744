"""Joins standard input and output with a server, on Twisted: twisted_client.py
PORT"""

import sys

from twisted.internet import endpoints, interfaces, protocol, reactor, stdio
from zope.interface import implementer


class Connection(protocol.Protocol):

    def connectionMade(self):
        self.console = stdio.StandardIO(Console(self.transport))

    def dataReceived(self, data):
        self.console.write(data)

    def connectionLost(self, reason):
        self.console.loseConnection()


@implementer(interfaces.IHalfCloseableProtocol)
class Console(protocol.Protocol):

    def __init__(self, server):
        self.server = server

    def dataReceived(self, data):
        self.server.write(data)

    def readConnectionLost(self):
        self.server.loseWriteConnection()

    def writeConnectionLost(self):
        pass

    def connectionLost(self, reason):
        reactor.stop()


server = endpoints.clientFromString(reactor, "tcp:127.0.0.1:" + sys.argv[1])
endpoints.connectProtocol(server, Connection())
reactor.run()
