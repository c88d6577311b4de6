# RabbitMQ 3.x. The rule book describes 3.10.8, so there is nothing to declare: this is the oracle.
# Rules that begin with 4.0 only (marked 4✔ in the book) are not asked of it.

profile   rabbitmq-3
product   RabbitMQ
versions  >=3.0 <4.0
