"""Hello world with confirms and a return through pika: another codec judges ours.

Usage: hello.py amqp://user:password@host:port/vhost
"""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
queue = channel.queue_declare("", exclusive=True).method.queue
channel.confirm_delivery()

properties = pika.BasicProperties(
    content_type="text/plain", message_id="m-1", delivery_mode=2, headers={"n": 1, "s": "text", "t": {"inner": [1, "two", True, None]}}
)
channel.basic_publish("", queue, b"hello, world", properties, mandatory=True)

try:
    channel.basic_publish("", "no-such-queue", b"back to me", mandatory=True)
    sys.exit("a mandatory message without a route was not returned")
except pika.exceptions.UnroutableError as error:
    returned = error.messages[0]
    assert returned.method.reply_code == 312, returned.method
    assert returned.body == b"back to me", returned.body

method, received, body = channel.basic_get(queue)
assert body == b"hello, world", body
assert received.headers == properties.headers, received.headers
assert received.message_id == "m-1" and received.delivery_mode == 2, received
channel.basic_nack(method.delivery_tag, requeue=True)

deliveries = []
for method, received, body in channel.consume(queue, inactivity_timeout=10):
    assert method is not None, "nothing was delivered"
    deliveries.append((method.redelivered, body))
    channel.basic_ack(method.delivery_tag)
    break
channel.cancel()
assert deliveries == [(True, b"hello, world")], deliveries

big = bytes(range(256)) * 2000
channel.basic_publish("", queue, big)
_, _, body = channel.basic_get(queue, auto_ack=True)
assert body == big, len(body)

try:
    channel.queue_declare("no-such-queue", passive=True)
    sys.exit("a passive declare of a missing queue succeeded")
except pika.exceptions.ChannelClosedByBroker as error:
    assert error.reply_code == 404, error
connection.close()
print("pika " + pika.__version__ + ": hello world, confirms, return, redelivery, large body, 404: 6 passed, 0 failed")
