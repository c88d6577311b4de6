package dev.touchstone.chaos.crash;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;

/**
 * The durable objects of a run: one direct exchange and three queues bound to it, the last of them lazy.
 *
 * @param prefix starts all their names
 */
record Layout(String prefix) {
    static final int QUEUES = 3;

    private static final int LAZY = 2;

    String exchange() {
        return prefix + ".in";
    }

    String queue(int number) {
        return prefix + ".q" + number;
    }

    void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(exchange(), "direct", true);
        for (int queue = 0; queue < QUEUES; queue++) {
            Map<String, Object> arguments = queue == LAZY ? Map.of("x-queue-mode", "lazy") : Map.of();
            channel.queueDeclare(queue(queue), true, false, false, arguments);
            channel.queueBind(queue(queue), exchange(), queue(queue));
        }
    }

    void delete(Channel channel) throws IOException {
        for (int queue = 0; queue < QUEUES; queue++) {
            channel.queueDelete(queue(queue));
        }
        channel.exchangeDelete(exchange());
    }
}
