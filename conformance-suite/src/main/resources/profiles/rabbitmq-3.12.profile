# RabbitMQ 3.12, and what stayed so in 3.13. From documentation and release notes; not run here.

profile   rabbitmq-3.12
extends   rabbitmq-3
product   RabbitMQ
versions  >=3.12 <4.0

deviation LAZY-03
  seen    lazy mode is not shown
  reason  lazy mode is accepted and ignored from 3.12 on
  link    https://www.rabbitmq.com/docs/3.13/lazy-queues

deviation LAZY-04
  seen    there is no lazy mode that could stay
  reason  lazy mode is accepted and ignored from 3.12 on
  link    https://www.rabbitmq.com/docs/3.13/lazy-queues

deviation LB-08
  seen    a PROXY v2 header of kind LOCAL is accepted
  reason  fixed in 3.11.19 and 3.12.1
  link    https://github.com/rabbitmq/rabbitmq-server/issues/8664
