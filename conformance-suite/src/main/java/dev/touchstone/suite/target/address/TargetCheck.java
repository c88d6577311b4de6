package dev.touchstone.suite.target.address;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Looks before a run whether an AMQP 0-9-1 broker is there and lets us in. What is wrong becomes one sentence: a
 * {@link TargetUnavailable} if nobody is there or the login is refused, a {@link NotAmqp091} if somebody else is there.
 */
public final class TargetCheck {
    private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    private final Duration patience;

    /**
     * @param patience how long to wait for a connection and for each answer
     */
    public TargetCheck(Duration patience) {
        this.patience = patience;
    }

    /** Greets, reads {@code connection.start}, then logs in and enters the virtual host once. */
    public Greeting check(Endpoint endpoint) {
        Greeting greeting = greet(endpoint);
        logIn(endpoint);
        return greeting;
    }

    /** What the broker says about itself; without a login. */
    public Greeting greet(Endpoint endpoint) {
        String where = endpoint.host() + ":" + endpoint.port();
        try (Socket socket = open(endpoint)) {
            socket.getOutputStream().write(PROTOCOL_HEADER);
            socket.getOutputStream().flush();
            return read(where, socket);
        } catch (SSLException e) {
            // TLS 1.3: the server judges our certificate after its handshake is over for us.
            throw noTls(endpoint, e);
        } catch (SocketException e) {
            throw endpoint.tls().isPresent() && !(e instanceof ConnectException)
                    ? refusesTls(where, e)
                    : unreachable(where, e);
        } catch (IOException e) {
            throw unreachable(where, e);
        }
    }

    private Socket open(Endpoint endpoint) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setSoTimeout((int) patience.toMillis());
            plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) patience.toMillis());
        } catch (IOException e) {
            plain.close();
            throw e;
        }
        if (endpoint.tls().isEmpty()) {
            return plain;
        }
        SSLSocket secure = (SSLSocket)
                endpoint.tls().get().getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
        try {
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            plain.close();
            throw noTls(endpoint, e);
        }
    }

    private Greeting read(String where, Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            int count = readSome(in, buffer);
            boolean late = System.nanoTime() > deadline;
            if (count > 0) {
                received.write(buffer, 0, count);
            }
            Optional<Greeting> greeting = FirstOctets.judge(where, received.toByteArray());
            if (greeting.isPresent()) {
                return greeting.get();
            }
            if (count < 0 && received.size() == 0 && socket instanceof SSLSocket) {
                throw refusesTls(where, new SocketException("closed without an answer"));
            }
            if (count <= 0 || late) {
                throw ended(where, received.toByteArray(), count < 0);
            }
        }
    }

    /** Octets read; 0 for silence, -1 for the end. */
    private static int readSome(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (SocketException e) {
            return -1;
        }
    }

    private NotAmqp091 ended(String where, byte[] received, boolean closed) {
        if (received.length > 0) {
            return new NotAmqp091(where + " " + FirstOctets.describe(received));
        }
        return new NotAmqp091(
                closed
                        ? where
                                + " closes the connection without an answer: it may expect TLS (amqps://), or be a proxy"
                                + " without a broker behind it"
                        : where + " accepts connections but says nothing for " + patience.toSeconds()
                                + " s: it is no AMQP broker, or one that hangs");
    }

    private void logIn(Endpoint endpoint) {
        String where = endpoint.host() + ":" + endpoint.port();
        ConnectionFactory factory = endpoint.factory();
        factory.setConnectionTimeout((int) patience.toMillis());
        factory.setHandshakeTimeout((int) patience.toMillis());
        try (Connection connection = factory.newConnection("touchstone check")) {
            connection.getServerProperties();
        } catch (PossibleAuthenticationFailureException e) {
            throw new TargetUnavailable(
                    where + " refuses the login of user '" + endpoint.user()
                            + "': check user and password; guest may log in from the broker's own machine only",
                    e);
        } catch (IOException e) {
            throw refused(where, endpoint, e);
        } catch (TimeoutException e) {
            throw new TargetUnavailable(
                    where + " greets but does not answer the login within " + patience.toSeconds() + " s", e);
        }
    }

    private static TargetUnavailable refused(String where, Endpoint endpoint, IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof ShutdownSignalException && (text.contains("530") || text.contains("vhost"))) {
            String hint = endpoint.virtualHost().isEmpty()
                    ? "the address ends with a slash, which names the virtual host without a name: leave the slash out"
                    : "the virtual host '" + endpoint.virtualHost() + "' does not exist or user '" + endpoint.user()
                            + "' may not enter it";
            return new TargetUnavailable(where + " lets us in, but " + hint, e);
        }
        return new TargetUnavailable(where + " greets but ends the connection at the login: " + text, e);
    }

    private static RuntimeException unreachable(String where, IOException e) {
        if (e instanceof UnknownHostException) {
            return new TargetUnavailable("there is no host of the name in " + where, e);
        }
        if (e instanceof ConnectException) {
            return new TargetUnavailable(
                    "nothing listens at " + where + ": " + e.getMessage() + "; is the broker running?", e);
        }
        if (e instanceof SocketTimeoutException) {
            return new TargetUnavailable(where + " cannot be reached: no answer to the connection attempt", e);
        }
        return new TargetUnavailable(where + " cannot be reached: " + e.getMessage(), e);
    }

    /** Its alert may come after our handshake is over, and may be lost when it closes the socket at once. */
    private static TargetUnavailable refusesTls(String where, IOException e) {
        return new TargetUnavailable(
                where + " refuses TLS with us (" + e.getMessage()
                        + "): it may ask for a client certificate, see --cert FILE",
                e);
    }

    private static RuntimeException noTls(Endpoint endpoint, IOException e) {
        String where = endpoint.host() + ":" + endpoint.port();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    && String.valueOf(cause.getMessage()).startsWith("No ")) {
                return new TargetUnavailable(
                        where + " shows a certificate for another host (" + cause.getMessage()
                                + "): use the name that it was made for, or --insecure",
                        e);
            }
            if (cause instanceof CertificateException) {
                return new TargetUnavailable(
                        where + " shows a certificate that is not trusted (" + cause.getMessage()
                                + "): name its authority with --ca FILE, or use --insecure",
                        e);
            }
        }
        String text = String.valueOf(e.getMessage());
        if (e instanceof SSLException && text.contains("Unsupported or unrecognized SSL message")) {
            return new NotAmqp091(where + " does not speak TLS: use amqp:// for this port");
        }
        if (e instanceof SSLException && text.contains("Received fatal alert")) {
            return refusesTls(where, e);
        }
        if (e instanceof SocketTimeoutException) {
            return new NotAmqp091(where + " accepts connections but does not answer TLS: use amqp:// for this port?");
        }
        return new NotAmqp091(where + " ends the connection while TLS begins: it seems not to speak TLS on this port");
    }
}
