# Apache Qpid Broker-J 10, seen on 10.1.0. It follows the specification where RabbitMQ departs from it, and has none of its extensions' arguments.

profile   qpid-10
product   qpid
versions  >=10.0
