# Apache Qpid Broker-J 10, seen on 10.1.0 by the suite: what it does otherwise than the rule book, which describes RabbitMQ.
# Its own x-arguments have other names than RabbitMQ's, so that whole areas are UNSUPPORTED and not declared here.

profile   qpid-10
product   Apache Qpid Broker-J Core
versions  >=10.0

deviation CONN-02
  seen    the header of 0-9 is answered by that of 0-9-1 and a closed socket
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-03
  seen    the headers of 0-8 are answered by that of 0-9-1 and a closed socket
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-05
  seen    an unfinished handshake is dropped after two seconds
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-06
  seen    the server properties have no platform
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-07
  seen    no capabilities are announced, though confirms and basic.nack are there
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-08
  seen    a failed login is answered by connection.close 530 whatever the client announces
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-09
  seen    tune offers 256 channels, frames of 262136 octets and no heartbeats
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-10
  seen    a frame-max above the offer is refused with connection.close 502
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-11
  seen    a frame-max of 0 takes the offer
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-12
  seen    a frame-max below 4096 is refused with connection.close 502
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-13
  seen    a channel-max of 0 or above the offer is accepted
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-14
  seen    heartbeats come once in an interval, not twice
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-15
  seen    an unknown virtual host is refused with 404
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-17
  seen    open-ok names a known host: /
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-18
  seen    methods out of sequence are refused with connection.close 503 at once
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-19
  seen    channel.open on channel 0 is accepted; connection methods out of sequence are refused with 503
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-20
  seen    connection methods are taken on any channel
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-21
  seen    a foreign exclusive queue is refused with connection.close 530, also by a passive declare
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-22
  seen    after its own connection.close the broker closes the socket at once
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONN-26
  seen    connection.update-secret is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation AUTH-01
  seen    PLAIN, CRAM-MD5 and SCRAM are offered, not AMQPLAIN
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation AUTH-03
  seen    a PLAIN response with something after the password is accepted
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation AUTH-04
  seen    AMQPLAIN is refused with 320
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation AUTH-05
  seen    a wrong password is refused with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation AUTH-06
  seen    a wrong password is refused with connection.close 530 whatever the client announces
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation AUTH-07
  seen    an unknown user is refused with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation AUTH-08
  seen    an unknown mechanism is refused with connection.close 320
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-01
  seen    the end octet of a frame is not looked at
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-02
  seen    an unknown frame type closes the socket
  reason  the socket is closed without a connection.close; the specification allows it for what cannot be read
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-03
  seen    a heartbeat on another channel than 0 is passed over
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-04
  seen    a heartbeat with a payload is passed over
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-05
  seen    a frame above frame-max closes the socket once its payload has begun
  reason  the socket is closed without a connection.close; the specification allows it for what cannot be read
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-07
  seen    a method above frame-max closes the socket
  reason  the socket is closed without a connection.close; the specification allows it for what cannot be read
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-08
  seen    a content header without a publish is refused with 503; a body frame in its place ends the whole broker
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-09
  seen    a method, or a second header, within a content is carried out
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-11
  seen    a header of another class or weight closes the socket
  reason  the socket is closed without a connection.close; the specification allows it for what cannot be read
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-12
  seen    a body after a complete message is refused with 503
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-14
  seen    a body that is too long is refused with 501 at once
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation FRAME-16
  seen    method arguments that cannot be read close the socket
  reason  the socket is closed without a connection.close; the specification allows it for what cannot be read
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-18
  seen    methods that only a server may send close the socket
  reason  the socket is closed without a connection.close; the specification allows it for what cannot be read
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-19
  seen    further words of property flags are passed over
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HB-01
  seen    heartbeats come once in an interval, not twice
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CHAN-01
  seen    a channel number above channel-max is refused with 504
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CHAN-03
  seen    a channel beyond channel-max is refused with 504
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CHAN-04
  seen    channel-max limits the number, not the count
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CHAN-05
  seen    a reserved name closes the connection with 530, not the channel with 403
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CHAN-06
  seen    an oversized frame closes the socket
  reason  the socket is closed without a connection.close; the specification allows it for what cannot be read
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation CHAN-08
  seen    channel.open is accepted before close-ok
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CHAN-11
  seen    channel.flow(active=false) is answered by flow-ok(false)
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CHAN-13
  seen    access.request is refused with 503: it is not in 0-9-1
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CHAN-14
  seen    a close-ok that nobody asked for is passed over
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CHAN-15
  seen    a redeclare with another durable flag is no error; exchange.bind closes the socket
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-02
  seen    amq.match is there, amq.headers is not
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-04
  seen    a redeclare with another type closes the connection with 530
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-05
  seen    an unknown argument of an exchange closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-06
  seen    a passive declare with another type closes the connection with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-07
  seen    declaring the default exchange is accepted
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-08
  seen    a reserved name closes the connection with 530; other flags in a redeclare of a standard exchange are passed over
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-09
  seen    deleting a standard exchange is refused with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-10
  seen    deleting a missing exchange closes the channel with 404
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-11
  seen    there are no exchange bindings, and unroutable messages are answered by nack
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-12
  seen    there are no exchange bindings, and removing a missing binding is 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-13
  seen    the internal flag is passed over, and there are no exchange bindings
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-15
  seen    CR and LF stay in names
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-DEFAULT-01
  seen    binding to the default exchange closes the connection with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-DEFAULT-03
  seen    a mandatory message that names no queue is answered by nack, not returned
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-DIRECT-01
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation EXCH-FANOUT-02
  seen    a mandatory message that no queue wants is answered by nack, not returned
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TOPIC-03
  seen    an empty word at the end of a key is no word: a.b. matches #.b
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TOPIC-04
  seen    an empty word at the end of a key is no word, and the empty key matches a single *
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TOPIC-07
  seen    an empty word at the end of a key is no word: a. matches a
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TOPIC-10
  seen    removing a missing binding closes the channel with 404
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation HDR-01
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-02
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-03
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-04
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-05
  seen    all-with-x and any-with-x are unknown, and match everything
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-06
  seen    x-match=any without further arguments matches everything
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-07
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-08
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-09
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-10
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-11
  seen    numbers of different types, and byte arrays and strings, are not equal
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-12
  seen    an unknown x-match is accepted
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation HDR-13
  seen    a message that no queue wants is answered by nack
  reason  in confirm mode Qpid refuses what it cannot route (see RETURN-02)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation E2E-01
  seen    exchange.bind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation E2E-02
  seen    exchange.bind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation E2E-03
  seen    exchange.bind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation E2E-04
  seen    exchange.bind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation E2E-05
  seen    exchange.unbind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation E2E-06
  seen    exchange.bind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation E2E-07
  seen    exchange.bind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-01
  seen    message-count counts unacknowledged messages as well
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-02
  seen    server-named queues are called tmp_ and a UUID
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-03
  seen    queue names that begin with amq. are accepted
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-04
  seen    an empty name without a queue declared before closes the connection with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-05
  seen    another durable flag is no difference, another auto-delete flag is 405
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-06
  seen    an unknown argument of a queue closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-08
  seen    a passive declare with x-arguments closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-09
  seen    a foreign exclusive queue closes the connection with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-10
  seen    removing a missing binding closes the channel with 404
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QUEUE-11
  seen    a foreign exclusive queue closes the connection with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-12
  seen    x-queue-mode closes the connection with 542 before anything is compared
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-13
  seen    an exclusive queue may be durable, and is another one then
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-14
  seen    the depth of a queue does not fall when messages are delivered
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-15
  seen    deleting a missing queue closes the channel with 404; delete-ok counts unacknowledged messages as well
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QUEUE-16
  seen    a queue whose messages are all unacknowledged is not empty
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-17
  seen    purge-ok counts unacknowledged messages as well
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-19
  seen    x-queue-mode closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-20
  seen    x-queue-master-locator closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-21
  seen    x-delivery-limit closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-22
  seen    x-queue-type closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-23
  seen    CR and LF stay in names, and a name with a slash is not reached through the default exchange
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation QUEUE-24
  seen    exclusive consumers are accepted beside the argument, and the depth counts unacknowledged messages
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation BIND-01
  seen    exchange.bind is an unknown method: the socket is closed
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation BIND-02
  seen    a binding with the same key takes the place of one with other arguments
  reason  a departure from the specification
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation BIND-03
  seen    removing a missing binding closes the channel with 404
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation BIND-05
  seen    removing a missing binding closes the channel with 404
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation BIND-06
  seen    binding to the default exchange closes the connection with 530
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation PUB-02
  seen    expiration is a point in time, in milliseconds since 1970: a message that shall live ten minutes is over at once
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation PUB-04
  seen    immediate works
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation PUB-05
  seen    user-id is not looked at
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation PUB-06
  seen    any delivery-mode is accepted
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation PUB-07
  seen    an expiration that is no number is accepted; +5 closes the connection
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CC-01
  seen    the headers CC and BCC have no meaning
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CC-02
  seen    the headers CC and BCC have no meaning: both stay
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CC-03
  seen    the headers CC and BCC have no meaning
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CC-05
  seen    the headers CC and BCC have no meaning: any type is accepted
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CC-06
  seen    the headers CC and BCC have no meaning
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation PUB-CONFIRM-13
  seen    an ack of a publish before the error may come when the channel is open again
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation PUB-CONFIRM-03
  seen    a channel may have transactions and confirms at once
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RETURN-01
  seen    the text of the return names the missing route; CC and exchange bindings are not there
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RETURN-02
  seen    in confirm mode an unroutable mandatory message is answered by nack and not returned
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RETURN-04
  seen    the reply text of a return is longer than NO_ROUTE
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RETURN-06
  seen    an unroutable mandatory message in a transaction closes the connection with 312
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RETURN-09
  seen    there is no amq.rabbitmq.reply-to: 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONS-01
  seen    tags made by the server are sgen_ and a number
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONS-04
  seen    an exclusive consumer closes the connection with 403, not the channel
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONS-05
  seen    no-local works
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CONS-06
  seen    consumers do not take turns strictly
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONS-07
  seen    x-priority has no meaning
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONS-09
  seen    consumers are not told when their queue is deleted
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONS-11
  seen    the depth of a queue does not fall when messages are delivered
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation CONS-13
  seen    get-ok counts unacknowledged messages as well; a missing queue closes the connection with 404
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-01
  seen    the depth of a queue falls at the ack
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-02
  seen    an unknown delivery tag is passed over
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-04
  seen    the depth of a queue falls at the ack
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-05
  seen    a rejected message without an alternate binding comes back
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-06
  seen    what nack gives back does not come at once to a get on the same channel, and counts in the depth all the time
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-08
  seen    an unknown delivery tag is passed over, so that it causes no channel error
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-09
  seen    the depth of a queue does not fall when messages are delivered
  reason  Qpid counts unacknowledged messages as well (see QUEUE-01)
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation ACK-10
  seen    recover without requeue is answered by recover-ok
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-01
  seen    the limit is that of the channel, not of each consumer
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-02
  seen    the limit is that of the channel
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-03
  seen    the limits are not kept apart
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-04
  seen    a prefetch-size is accepted
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-06
  seen    a new limit is that of the channel and holds for running consumers
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-09
  seen    the limit is that of the channel, not of each consumer
  reason  the specification says so, or lets it be; RabbitMQ departs from it
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation TX-01
  seen    commit without select is refused with 503
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TX-03
  seen    properties that are not allowed close the connection
  reason  another reply code or scope for the same refusal
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TX-05
  seen    an ack in a transaction frees its place under the prefetch limit before commit
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TX-06
  seen    an unknown delivery tag is passed over
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation TX-07
  seen    redelivered is not set for what was acked in a transaction that was lost
  reason  the specification leaves it open; the way is Qpid's own
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation LAZY-01
  seen    x-queue-mode closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation LAZY-02
  seen    x-queue-mode closes the connection with 542
  reason  x-arguments of RabbitMQ are unknown, and an unknown argument closes the connection with 542
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RPC-01
  seen    there is no amq.rabbitmq.reply-to: 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RPC-02
  seen    there is no amq.rabbitmq.reply-to: 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RPC-03
  seen    there is no amq.rabbitmq.reply-to: 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RPC-04
  seen    there is no amq.rabbitmq.reply-to: 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RPC-05
  seen    there is no amq.rabbitmq.reply-to: 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol

deviation RPC-06
  seen    there is no amq.rabbitmq.reply-to: 404
  reason  an extension of RabbitMQ that Qpid does not have
  link    https://github.com/apache/qpid-broker-j/tree/main/broker-plugins/amqp-0-8-protocol
