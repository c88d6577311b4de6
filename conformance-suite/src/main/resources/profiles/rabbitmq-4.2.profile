# RabbitMQ 4.2. From release notes; not run here.

profile   rabbitmq-4.2
extends   rabbitmq-4.1
product   RabbitMQ
versions  >=4.2

deviation RPC-06
  seen    a mandatory reply that was delivered is not returned
  reason  corrected in 4.2
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.2.0.md

deviation RETURN-09
  seen    a mandatory reply that was delivered is not returned
  reason  corrected in 4.2
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.2.0.md

deviation CLUSTER-11
  seen    the setting has no effect on metadata; a node without a majority refuses to change it
  reason  Khepri is the default metadata store from 4.2 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.2.0.md

deviation CLUSTER-12
  seen    the minority side cannot change metadata, so the sides do not diverge
  reason  Khepri is the default metadata store from 4.2 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.2.0.md
