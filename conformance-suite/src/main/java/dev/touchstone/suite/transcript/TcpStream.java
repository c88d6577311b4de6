package dev.touchstone.suite.transcript;

import java.nio.ByteBuffer;

/**
 * Makes the packets of one TCP connection as a sniffer between client and broker would have seen them: Ethernet, IPv4, TCP, with
 * sequence numbers and checksums that are right. The addresses are those that RFC 5737 keeps for documentation: 192.0.2.1 is the
 * client, 192.0.2.2 the broker, which listens on port 5672 whatever port it really has.
 */
final class TcpStream {
    static final int BROKER_PORT = 5672;
    static final int FIRST_CLIENT_PORT = 49_152;
    /** What fits behind the headers into an Ethernet frame of 1500 octets. */
    static final int MOST_DATA = 1460;

    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int PSH = 0x08;
    static final int ACK = 0x10;

    private static final int ETHERNET = 14;
    private static final int IP = 20;
    private static final int TCP = 20;
    private static final int CLIENT = 0xC0000201;
    private static final int BROKER = 0xC0000202;

    private final int clientPort;
    private int fromClient;
    private int fromBroker;
    private int packets;

    /** @param number of the connection, from 0; each has a client port of its own */
    TcpStream(int number) {
        this.clientPort = FIRST_CLIENT_PORT + number % (0xFFFF - FIRST_CLIENT_PORT);
    }

    /** The next packet of the one or the other side; data and SYN and FIN move the sequence numbers on. */
    byte[] packet(boolean byClient, int flags, byte[] data) {
        byte[] octets = new byte[ETHERNET + IP + TCP + data.length];
        ByteBuffer out = ByteBuffer.wrap(octets);
        ethernet(out, byClient);
        ip(out, byClient, IP + TCP + data.length);
        tcp(out, byClient, flags, data);
        out.putShort(ETHERNET + 10, (short) checksum(0, octets, ETHERNET, IP));
        int length = TCP + data.length;
        out.putShort(ETHERNET + IP + 16, (short) checksum(pseudoHeader(length), octets, ETHERNET + IP, length));
        int moved = data.length + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
        if (byClient) {
            fromClient += moved;
        } else {
            fromBroker += moved;
        }
        return octets;
    }

    private static void ethernet(ByteBuffer out, boolean byClient) {
        long client = 0x0200_0000_0001L;
        long broker = 0x0200_0000_0002L;
        hardware(out, byClient ? broker : client);
        hardware(out, byClient ? client : broker);
        out.putShort((short) 0x0800);
    }

    private static void hardware(ByteBuffer out, long address) {
        out.putShort((short) (address >>> 32)).putInt((int) address);
    }

    private void ip(ByteBuffer out, boolean byClient, int length) {
        out.putShort((short) 0x4500).putShort((short) length);
        out.putShort((short) ++packets).putShort((short) 0x4000);
        out.put((byte) 64).put((byte) 6).putShort((short) 0);
        out.putInt(byClient ? CLIENT : BROKER).putInt(byClient ? BROKER : CLIENT);
    }

    private void tcp(ByteBuffer out, boolean byClient, int flags, byte[] data) {
        out.putShort((short) (byClient ? clientPort : BROKER_PORT));
        out.putShort((short) (byClient ? BROKER_PORT : clientPort));
        out.putInt(byClient ? fromClient : fromBroker);
        out.putInt((flags & ACK) == 0 ? 0 : byClient ? fromBroker : fromClient);
        out.put((byte) 0x50).put((byte) flags).putShort((short) 0xFFFF);
        out.putShort((short) 0).putShort((short) 0);
        out.put(data);
    }

    /** What TCP's checksum covers beside the segment itself: both addresses, the protocol, the length. */
    private static int pseudoHeader(int length) {
        return (CLIENT >>> 16) + (CLIENT & 0xFFFF) + (BROKER >>> 16) + (BROKER & 0xFFFF) + 6 + length;
    }

    /** RFC 1071: the complement of the sum in ones' complement of 16-bit words. */
    private static int checksum(int start, byte[] octets, int from, int length) {
        long sum = start;
        for (int i = 0; i < length; i++) {
            int octet = octets[from + i] & 0xFF;
            sum += i % 2 == 0 ? octet << 8 : octet;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }
}
