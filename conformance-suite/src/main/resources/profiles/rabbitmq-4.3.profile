# RabbitMQ 4.3. From release notes; not run here.

profile   rabbitmq-4.3
extends   rabbitmq-4.2
product   RabbitMQ
versions  >=4.3

deviation QOS-02
  seen    qos(global=true) is refused
  reason  global QoS is denied by default from 4.3 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation QOS-03
  seen    qos(global=true) is refused
  reason  global QoS is denied by default from 4.3 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation QOS-06
  seen    qos(global=true) is refused
  reason  global QoS is denied by default from 4.3 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation QOS-07
  seen    qos(global=true) is refused
  reason  global QoS is denied by default from 4.3 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation LAZY-01
  seen    x-queue-mode is refused
  reason  the argument was removed in 4.3
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation LAZY-02
  seen    x-queue-mode is refused
  reason  the argument was removed in 4.3
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation LAZY-05
  seen    x-queue-mode is refused
  reason  the argument was removed in 4.3
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation CONS-14
  seen    the timeout is not evaluated for classic queues
  reason  moved to the queue types that need it in 4.3
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation CLUSTER-08
  seen    there are no RAM nodes
  reason  removed in 4.3 together with Mnesia
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md

deviation DUR-01
  seen    a transient queue that is not exclusive cannot be declared
  reason  denied by default from 4.3 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.3.0.md
