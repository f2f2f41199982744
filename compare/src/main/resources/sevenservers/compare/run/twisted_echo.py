"""Echo as Twisted wants it; module 05 retells it."""

from twisted.internet import protocol, reactor


class Echo(protocol.Protocol):

    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        # Who does not read its answers is not read from.
        self.transport.registerProducer(self.transport, True)

    def dataReceived(self, data):
        self.transport.write(data)


port = reactor.listenTCP(0, protocol.Factory.forProtocol(Echo), backlog=1024,
                         interface="127.0.0.1")
print("Twisted listens on 127.0.0.1:%d" % port.getHost().port, flush=True)
reactor.run()
