"""Echo and chat on Twisted: python3 on_twisted.py echo|chat HOST PORT"""

import sys

from twisted.internet import protocol, reactor
from twisted.protocols import basic

import room


class Echo(protocol.Protocol):

    def dataReceived(self, data):
        self.transport.write(data)


class Chat(basic.LineReceiver):

    delimiter = b"\n"

    def connectionMade(self):
        peer = self.transport.getPeer()
        self.member = room.Member((peer.host, peer.port), self.transport.write)

    def lineReceived(self, line):
        self.member.line(line)

    def connectionLost(self, reason):
        self.member.leave()


service, host, port = sys.argv[1:]
factory = protocol.Factory.forProtocol({"echo": Echo, "chat": Chat}[service])
listener = reactor.listenTCP(int(port), factory, interface=host)
print("listens on port", listener.getHost().port, flush=True)
reactor.run()
