package sevenservers.netty;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The one option that the servers of this module have and others do not. */
final class TransportOption {

    @Option(names = "--transport", paramLabel = "NAME", converter = Names.class,
            description = "what the loop waits by: nio, epoll or io_uring (nio)")
    private Transport transport;

    TransportOption(Transport transport) {
        this.transport = transport;
    }

    Transport transport() {
        return transport;
    }

    private static final class Names implements ITypeConverter<Transport> {

        @Override
        public Transport convert(String name) {
            try {
                return Transport.named(name);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }
}
