"""As much of AMQP 0-9-1 by hand as load.py needs: the official client always reads, and a load must be able not to."""
import socket
import struct

FRAME_MAX = 131_072
CHANNEL_MAX = 2_047

# Methods by (class, method).
START, START_OK, TUNE, TUNE_OK, OPEN, OPEN_OK = (10, 10), (10, 11), (10, 30), (10, 31), (10, 40), (10, 41)
CLOSE, CLOSE_OK = (10, 50), (10, 51)
CHANNEL_OPEN, CHANNEL_OPEN_OK, CHANNEL_CLOSE, CHANNEL_CLOSE_OK = (20, 10), (20, 11), (20, 40), (20, 41)
DECLARE, DECLARE_OK = (50, 10), (50, 11)
CONSUME, CONSUME_OK, PUBLISH, GET, GET_OK, GET_EMPTY = (60, 20), (60, 21), (60, 40), (60, 70), (60, 71), (60, 72)
PASSIVE, EXCLUSIVE, MANDATORY = 1, 4, 1


def short(text):
    return bytes([len(text)]) + text.encode()


def frame(kind, channel, payload):
    return struct.pack(">BHI", kind, channel, len(payload)) + payload + b"\xce"


def method(channel, identity, arguments=b""):
    return frame(1, channel, struct.pack(">HH", *identity) + arguments)


def declare(queue, flags, arguments=bytes(4)):
    return method(1, DECLARE, b"\0\0" + short(queue) + bytes([flags]) + arguments)


def get(queue):
    return method(1, GET, b"\0\0" + short(queue) + b"\1")


def publish(key, body, flags=0):
    header = struct.pack(">HHQH", 60, 0, len(body), 0)
    return method(1, PUBLISH, b"\0\0" + short("") + short(key) + bytes([flags])) + frame(2, 1, header) + frame(3, 1, body)


class Client:
    """A connection that is open."""

    def __init__(self, port, timeout=30):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.input = self.socket.makefile("rb", buffering=65_536)
        self.send(b"AMQP\0\0\x09\x01")
        self.expect(START)
        self.send(method(0, START_OK, bytes(4) + short("PLAIN") + struct.pack(">I", 12) + b"\0guest\0guest" + short("en_US")))
        self.expect(TUNE)
        self.send(method(0, TUNE_OK, struct.pack(">HIH", CHANNEL_MAX, FRAME_MAX, 0)) + method(0, OPEN, short("/") + b"\0\0"))
        self.expect(OPEN_OK)

    def send(self, octets):
        self.socket.sendall(octets)

    def exactly(self, size):
        octets = self.input.read(size)
        if len(octets) != size:
            raise ConnectionError("the broker closed the connection")
        return octets

    def expect(self, *wanted):
        """Reads up to one of the methods, content in between is skipped; returns which one came."""
        while True:
            kind, _, size = struct.unpack(">BHI", self.exactly(7))
            payload = self.exactly(size + 1)
            if kind != 1:
                continue
            identity = struct.unpack(">HH", payload[:4])
            if identity in wanted:
                return identity
            if identity in (CLOSE, CHANNEL_CLOSE):
                raise ConnectionError(f"the broker closed: {payload[7:-5].decode(errors='replace')}")

    def open_channel(self):
        self.call(method(1, CHANNEL_OPEN, b"\0"), CHANNEL_OPEN_OK)
        return self

    def call(self, octets, *answers):
        self.send(octets)
        return self.expect(*answers)

    def close(self):
        self.call(method(0, CLOSE, b"\0\xc8" + short("") + bytes(4)), CLOSE_OK)
        self.drop()

    def drop(self):
        """Closes the socket without a word."""
        self.input.close()
        self.socket.close()
