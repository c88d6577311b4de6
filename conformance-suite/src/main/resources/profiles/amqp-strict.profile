# A broker that follows the AMQP 0-9-1 specification to the letter. Only S! rules can fail it; every other difference is reported.
# Declared are the rules in which RabbitMQ itself departs from the specification.

profile   amqp-strict
binding   S!

deviation PUB-04
  seen    immediate works: a message that no consumer can take at once is returned with 313
  reason  the specification has the flag; RabbitMQ departs from it (DEV-01)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CONS-05
  seen    with no-local a consumer does not get what its own connection publishes
  reason  the specification has the flag; RabbitMQ departs from it (DEV-02)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-10
  seen    deleting a missing exchange closes the channel with 404
  reason  the specification asks for it; RabbitMQ departs from it (DEV-03)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QUEUE-15
  seen    deleting a missing queue closes the channel with 404
  reason  the specification asks for it; RabbitMQ departs from it (DEV-03)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation BIND-05
  seen    removing a missing binding closes the channel with 404
  reason  the specification asks for it; RabbitMQ departs from it (DEV-03)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation ACK-10
  seen    recover(requeue=false) delivers again to the same consumer
  reason  the specification has the flag; RabbitMQ departs from it (DEV-04)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-01
  seen    qos(global=false) limits the channel as a whole
  reason  RabbitMQ gives the flag another meaning (DEV-05)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-02
  seen    qos(global=true) limits the connection as a whole
  reason  RabbitMQ gives the flag another meaning (DEV-05)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-03
  seen    the limits are those of channel and connection
  reason  RabbitMQ gives the flag another meaning (DEV-05)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation QOS-04
  seen    prefetch-size limits octets
  reason  the specification has the field; RabbitMQ departs from it (DEV-05)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CHAN-11
  seen    channel.flow(active=false) is answered by flow-ok(false), and deliveries stop
  reason  the specification has the flag; RabbitMQ departs from it (DEV-06)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation FRAME-20
  seen    the tags s, l, U and L have other meanings, and x does not exist
  reason  the grammar of field tables in the specification; RabbitMQ departs from it (DEV-07)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation CONN-15
  seen    an unknown virtual host is refused with 402
  reason  the specification says invalid-path; RabbitMQ departs from it (DEV-09)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation FRAME-03
  seen    a heartbeat on a channel other than 0 is refused with 501
  reason  the specification says frame-error; RabbitMQ departs from it (DEV-11)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-15
  seen    an unknown method is refused with 503 or 540 in a connection.close
  reason  the specification says so; RabbitMQ departs from it (DEV-12)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-17
  seen    a table that cannot be read is refused with 501 or 502 in a connection.close
  reason  the specification says so; RabbitMQ departs from it (DEV-12)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation QUEUE-03
  seen    an existing server-named queue may be declared again by its name
  reason  the specification reserves amq. for creation only (DEV-14)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-04
  seen    another type in a redeclare closes the connection with 530
  reason  the specification says not-allowed; RabbitMQ departs from it (DEV-15)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-15
  seen    names with other characters than letters, digits, - _ . : are refused
  reason  the specification limits names; RabbitMQ departs from it (DEV-16)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-12
  seen    the auto-delete flag of an exchange is reserved and has no effect
  reason  the specification reserves the bit; RabbitMQ departs from it (DEV-17)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation EXCH-13
  seen    the internal flag of an exchange is reserved and has no effect
  reason  the specification reserves the bit; RabbitMQ departs from it (DEV-17)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.extended.xml

deviation CHAN-04
  seen    a channel number above channel-max is refused
  reason  the specification limits the number; RabbitMQ departs from it (DEV-18)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf

deviation FRAME-05
  seen    a payload may be at most frame-max less 8 octets
  reason  frame-max covers the whole frame; RabbitMQ is 8 octets more generous (DEV-22)
  link    https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf
