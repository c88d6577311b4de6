import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.Broker;

/** S12: a JVM starts, starts a broker, opens a channel; then the second broker of the same JVM. */
public final class ColdStart {
    public static void main(String[] args) throws Exception {
        try (Broker broker = Broker.start()) {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker.amqpUri());
            try (Connection connection = factory.newConnection();
                    Channel channel = connection.createChannel()) {
                System.out.println("open " + channel.getChannelNumber());
                System.out.flush();
                long started = System.nanoTime();
                Broker second = Broker.start();
                double millis = (System.nanoTime() - started) / 1e6;
                second.close();
                System.out.println("second " + millis);
            }
        }
    }
}
