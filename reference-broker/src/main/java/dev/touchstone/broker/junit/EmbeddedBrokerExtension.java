package dev.touchstone.broker.junit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Resolves the parameters that {@link EmbeddedBroker} promises. */
public final class EmbeddedBrokerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EmbeddedBrokerExtension.class);
    private static final Set<Class<?>> KINDS =
            Set.of(Broker.class, ConnectionFactory.class, Connection.class, Channel.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return KINDS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> kind = parameter.getParameter().getType();
        Broker broker = broker(context);
        if (kind == Broker.class) {
            return broker;
        }
        if (kind == ConnectionFactory.class) {
            return factory(broker);
        }
        Connection connection = connection(context, broker);
        return kind == Connection.class ? connection : channel(connection);
    }

    /** What the annotation asks for, and the context that carries it. */
    private record Wish(ExtensionContext owner, ClockKind clock) {}

    /** Constructors are served in the context of their test, so that what they get is closed with it. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** The broker lives in the store of the nearest context that carries the annotation, or of the test, and is closed with it. */
    private static Broker broker(ExtensionContext context) {
        Wish wish = wish(context);
        boolean isVirtual = wish.clock() == ClockKind.VIRTUAL;
        Store store = (isVirtual ? context : wish.owner()).getStore(NAMESPACE);
        return store.getOrComputeIfAbsent(Broker.class, ignored -> start(isVirtual), Broker.class);
    }

    private static Broker start(boolean frozen) {
        Broker broker = Broker.start();
        if (frozen) {
            broker.clock().freeze();
        }
        return broker;
    }

    private static Wish wish(ExtensionContext context) {
        Optional<ExtensionContext> found = Optional.of(context);
        while (found.isPresent()) {
            ExtensionContext owner = found.get();
            Optional<EmbeddedBroker> annotation = owner.getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, EmbeddedBroker.class));
            if (annotation.isPresent()) {
                return new Wish(owner, annotation.get().clock());
            }
            found = owner.getParent();
        }
        return new Wish(context, ClockKind.WALL);
    }

    private static ConnectionFactory factory(Broker broker) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(broker.amqpUri());
        } catch (java.net.URISyntaxException | java.security.GeneralSecurityException e) {
            throw new ParameterResolutionException("the broker's own address is no AMQP URI: " + broker.amqpUri(), e);
        }
        return factory;
    }

    private static Connection connection(ExtensionContext context, Broker broker) {
        Store store = context.getStore(NAMESPACE);
        return store.getOrComputeIfAbsent(OpenConnection.class, ignored -> open(broker), OpenConnection.class)
                .connection();
    }

    private static OpenConnection open(Broker broker) {
        try {
            return new OpenConnection(factory(broker).newConnection("@EmbeddedBroker"));
        } catch (IOException | TimeoutException e) {
            throw new ParameterResolutionException("cannot connect to the embedded broker at " + broker.amqpUri(), e);
        }
    }

    private static Channel channel(Connection connection) {
        try {
            return connection
                    .openChannel()
                    .orElseThrow(() -> new ParameterResolutionException("the connection has no free channel"));
        } catch (IOException e) {
            throw new ParameterResolutionException("cannot open a channel", e);
        }
    }

    /** A connection that JUnit's store closes, whatever the test left of it. */
    private record OpenConnection(Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            connection.abort(2_000);
        }
    }
}
