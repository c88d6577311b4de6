package dev.touchstone.broker.node;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** The way to the node that runs with a data folder, for those who may read what is in it: the file {@code control}, mode 600, is the password. */
public final class LocalChannel implements Control {
    /** The status of an answer to a wrong secret. */
    static final int WRONG_SECRET = 407;

    private final Path folder;

    private LocalChannel(Path folder) {
        this.folder = folder;
    }

    /** The way to the node of a folder; nothing is opened yet. */
    public static LocalChannel to(Path folder) {
        return new LocalChannel(folder);
    }

    @Override
    public Answer send(Request request) throws IOException {
        LocalAddress address = address();
        try (SocketChannel socket = connect(address)) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(socket)));
            Envelope.write(out, new Envelope.Sealed(address.secret(), request));
            Answer answer =
                    Envelope.readAnswer(new DataInputStream(new BufferedInputStream(Channels.newInputStream(socket))));
            if (answer.status() == WRONG_SECRET) {
                throw new IOException("the broker of the data folder " + folder + " refuses the secret in "
                        + folder.resolve(LocalAddress.FILE));
            }
            return answer;
        } catch (EOFException e) {
            throw new IOException("the broker of the data folder " + folder + " hung up without an answer", e);
        }
    }

    private LocalAddress address() throws IOException {
        try {
            return LocalAddress.read(folder);
        } catch (AccessDeniedException e) {
            throw new IOException("only the owner of the data folder " + folder + " may control its broker", e);
        }
    }

    private SocketChannel connect(LocalAddress address) throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(address.socket()));
        } catch (IOException e) {
            throw new IOException("no broker runs with the data folder " + folder, e);
        }
    }
}
