# RabbitMQ 4.1. From release notes; not run here.

profile   rabbitmq-4.1
extends   rabbitmq-4
product   RabbitMQ
versions  >=4.1

deviation CONN-12
  seen    a frame-max below 8192 is refused
  reason  frame-min-size was raised to 8192 in 4.1
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.1.0.md
