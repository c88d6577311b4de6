# RabbitMQ 3.13. From source tags and release notes; not run here.
# 3.13.0 to 3.13.2 also ignore an x-death header that a client sends (DLX-21); 3.13.3 and later do as 3.10 does.

profile   rabbitmq-3.13
extends   rabbitmq-3.12
product   RabbitMQ
versions  >=3.13 <4.0

deviation EXCH-03
  seen    an unknown exchange type closes the channel with 406
  reason  the error became a soft one in 3.13
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/3.13.0.md

deviation DLX-07
  seen    x-last-death-reason, -queue and -exchange are set as well
  reason  message containers came with 3.13
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/3.13.0.md
