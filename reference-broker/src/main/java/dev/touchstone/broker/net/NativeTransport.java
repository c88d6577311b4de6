package dev.touchstone.broker.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import org.jspecify.annotations.Nullable;

/** Netty's epoll transport if an embedder put it on the class path; found by name, so that the broker does not need it. */
record NativeTransport(IoHandlerFactory handlerFactory, Class<? extends ServerChannel> serverChannel) {
    private static final String PACKAGE = "io.netty.channel.epoll.";

    /** The transport, or null where it cannot work. */
    static @Nullable NativeTransport find() {
        try {
            Class<?> epoll = Class.forName(PACKAGE + "Epoll");
            if (!(boolean) epoll.getMethod("isAvailable").invoke(null)) {
                return null;
            }
            Object factory = Class.forName(PACKAGE + "EpollIoHandler")
                    .getMethod("newFactory")
                    .invoke(null);
            Class<? extends ServerChannel> channel =
                    Class.forName(PACKAGE + "EpollServerSocketChannel").asSubclass(ServerChannel.class);
            return new NativeTransport((IoHandlerFactory) factory, channel);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
