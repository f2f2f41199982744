"""Echo and chat on Twisted's epoll reactor."""

from twisted.internet import epollreactor

epollreactor.install()

from twisted.internet import protocol, reactor
from twisted.protocols import basic

import room


class Echo(protocol.Protocol):

    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        # It is its own producer: not read while more than 64 KiB are unsent.
        self.transport.registerProducer(self.transport, True)

    def dataReceived(self, data):
        self.transport.write(data)

    def connectionLost(self, reason):
        self.transport.unregisterProducer()


class Chat(basic.LineOnlyReceiver):

    delimiter = b"\n"
    MAX_LENGTH = room.LONGEST
    paused = False

    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        peer = self.transport.getPeer()
        self.member = room.Member(self.tell, self.transport.abortConnection,
                                  (peer.host, peer.port))
        # It is told when more than 64 KiB are unsent, and when nothing is.
        self.transport.registerProducer(self, True)

    def tell(self, line):
        self.transport.write(line)
        if not self.paused:
            self.member.unsent = 0

    def pauseProducing(self):
        self.paused = True

    def resumeProducing(self):
        self.paused = False

    def stopProducing(self):
        pass

    def lineReceived(self, line):
        if not self.member.line(line):
            self.transport.abortConnection()

    def lineLengthExceeded(self, line):
        self.transport.abortConnection()

    def connectionLost(self, reason):
        self.transport.unregisterProducer()
        self.member.leave()


factory = protocol.Factory.forProtocol({"echo": Echo, "chat": Chat}[room.service()])
listening = room.listener()
listening.setblocking(False)
reactor.adoptStreamPort(listening.fileno(), listening.family, factory)
reactor.run()
