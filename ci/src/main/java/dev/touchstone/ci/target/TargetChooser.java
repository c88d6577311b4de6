package dev.touchstone.ci.target;

import dev.touchstone.ci.cli.TargetOptions;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.suite.target.AmqpTarget;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the target that the user named. */
public final class TargetChooser {
    private TargetChooser() {}

    /** Opens it; {@code embedded} where no name is given. */
    public static OpenTarget open(@Nullable String name, TargetOptions options) {
        if (name == null || name.equals("embedded")) {
            EmbeddedTarget target = new EmbeddedTarget();
            return new OpenTarget(target, TargetInfo.of("embedded", "").withServer("Touchstone", "0.1.0", "Java"));
        }
        if (name.equals(dev.touchstone.suite.target.rabbitmq.RabbitNodeTarget.NAME)) {
            var target = dev.touchstone.suite.target.rabbitmq.RabbitNodeTarget.start();
            return new OpenTarget(
                    target, TargetInfo.of(target.name(), "").withServer("RabbitMQ", target.version(), "Erlang"));
        }
        URI uri = URI.create(name);
        Endpoint endpoint = new Endpoint(uri.getHost(), uri.getPort(), "guest", "guest", "/", Optional.empty());
        Optional<HttpAdmin> admin = Optional.ofNullable(options.managementUri)
                .map(found ->
                        new HttpAdmin(new ManagementClient(URI.create(found), "guest", "guest", Optional.empty())));
        return new OpenTarget(
                new AmqpTarget(endpoint.toString(), endpoint, admin),
                TargetInfo.of(endpoint.toString(), endpoint.toString()).withServer("RabbitMQ", "3.10.8", ""));
    }
}
