# RabbitMQ 4.x: what differs from 3.x, most of it seen on 4.0.5 with the script that was run on 3.10.8.
# Not based on rabbitmq-3: each line of releases declares its own differences from the rule book.

profile   rabbitmq-4
product   RabbitMQ
versions  >=4.0

deviation CONN-03
  seen    the 0-8 headers are answered by a protocol header and a closed socket
  reason  AMQP 0-8 is no longer spoken; observed on 4.0.5
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation CONN-04
  seen    the header offered is AMQP 03 01 00 00
  reason  AMQP 1.0 is a core protocol from 4.0 on, and its SASL header is what unknown peers are offered
  link    https://www.rabbitmq.com/docs/amqp

deviation FRAME-20
  seen    all tags survive, but header keys come back sorted
  reason  observed on 4.0.5: messages are converted on their way through
  link    https://www.rabbitmq.com/docs/conversions

deviation FRAME-21
  seen    arrays and decimals survive, but header keys come back sorted
  reason  observed on 4.0.5: messages are converted on their way through
  link    https://www.rabbitmq.com/docs/conversions

deviation EXCH-03
  seen    an unknown exchange type closes the channel with 406
  reason  the error became a soft one in 3.13
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/3.13.0.md

deviation HDR-11
  seen    integer 1 does not match double 1.0, and a timestamp never matches
  reason  observed on 4.0.5: messages are converted on their way through
  link    https://www.rabbitmq.com/docs/conversions

deviation QUEUE-06
  seen    x-queue-type is listed among the arguments though nobody gave it
  reason  observed on 4.0.5: the default queue type of the virtual host is filled in at declare (DIFF-19)
  link    https://www.rabbitmq.com/docs/vhosts#default-queue-type

deviation QUEUE-20
  seen    a shared queue with an unknown x-queue-master-locator is declared
  reason  observed on 4.0.5: an unknown locator is passed over
  link    https://www.rabbitmq.com/docs/clustering#replica-placement

deviation PRIO-05
  seen    x-max-priority 0 gives two levels, 0 and 1, as 1 does
  reason  observed on 4.0.5
  link    https://www.rabbitmq.com/docs/priority

deviation PUB-03
  seen    the default max_message_size is 16777216
  reason  the default was lowered in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation PUB-02
  seen    all properties come back, but header keys sorted
  reason  observed on 4.0.5: messages are converted on their way through
  link    https://www.rabbitmq.com/docs/conversions

deviation PUB-06
  seen    any delivery-mode is accepted
  reason  observed on 4.0.5: messages are converted on their way through
  link    https://www.rabbitmq.com/docs/conversions

deviation DLX-05
  seen    original-expiration stands first in an x-death entry
  reason  observed on 4.0.5
  link    https://www.rabbitmq.com/docs/dlx

deviation DLX-04
  seen    headers x-last-death-reason, -queue and -exchange come in addition
  reason  message containers came with 3.13
  link    https://www.rabbitmq.com/docs/dlx

deviation DLX-07
  seen    x-last-death-reason, -queue and -exchange are set as well
  reason  message containers came with 3.13
  link    https://www.rabbitmq.com/docs/dlx

deviation DLX-11
  seen    the CC header is kept; routing uses the new key only
  reason  observed; the documentation says that CC is removed
  link    https://www.rabbitmq.com/docs/dlx

deviation DLX-14
  seen    a letter goes on wherever there was a rejection in its circle
  reason  observed on 4.0.5: deaths are kept in the order in which they befell; 3.10 turns them round and overlooks rejections
  link    https://www.rabbitmq.com/docs/dlx#automatic-dead-lettering-cycles

deviation DLX-20
  seen    an x-death that a client sends is not read
  reason  the header belongs to the broker from 4.0 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation DLX-21
  seen    an x-death that a client sends is ignored: counts begin at 1
  reason  the header belongs to the broker from 4.0 on
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation POLICY-06
  seen    operator policies also take overflow, queue-version and target-group-size
  reason  observed on 4.0.5
  link    https://www.rabbitmq.com/docs/policies#operator-policies

deviation POLICY-08
  seen    a negative delivery-limit is accepted
  reason  from 4.0 on -1 stands for no limit, since there is one by default
  link    https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling

deviation POLICY-09
  seen    every ha- key is refused with 400 as not recognised
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation TAG-05
  seen    every user of the management API may read feature flags
  reason  observed on 4.0.5 (DIFF-24)
  link    https://www.rabbitmq.com/docs/feature-flags

deviation MGMT-04
  seen    another set of fields; those of mirrors are gone
  reason  fields of the HTTP API vary by version
  link    https://www.rabbitmq.com/docs/http-api-reference

deviation MGMT-06
  seen    a queue that was put without arguments is shown with x-queue-type
  reason  observed on 4.0.5: the default queue type of the virtual host is filled in at declare (DIFF-19)
  link    https://www.rabbitmq.com/docs/vhosts#default-queue-type

deviation MGMT-10
  seen    publishing to a missing exchange over HTTP answers 404
  reason  observed on 4.0.5
  link    https://www.rabbitmq.com/docs/http-api-reference

deviation MGMT-15
  seen    another set of fields
  reason  fields of the HTTP API vary by version
  link    https://www.rabbitmq.com/docs/http-api-reference

deviation MGMT-21
  seen    another set of keys in exported definitions
  reason  fields of the HTTP API vary by version
  link    https://www.rabbitmq.com/docs/definitions

deviation MGMT-23
  seen    node-is-mirror-sync-critical answers 404
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation MGMT-25
  seen    sync and cancel_sync are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation CTL-13
  seen    there are no mirrors to synchronise
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation PUB-CONFIRM-16
  seen    there are no mirrors to wait for
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation PUB-CONFIRM-18
  seen    there are no mirrored queues that could be stopped
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation FLOW-12
  seen    counting by publishing the consumed message again starts over
  reason  x-death of clients is ignored, see DLX-21
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

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

deviation HA-01
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-02
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-03
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-04
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-05
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-06
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-07
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-08
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-09
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-10
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-11
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-12
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-13
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-14
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-15
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-16
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-17
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-18
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-19
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-20
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-21
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md

deviation HA-22
  seen    mirroring policies are refused with 400
  reason  classic queue mirroring was removed in 4.0
  link    https://github.com/rabbitmq/rabbitmq-server/blob/main/release-notes/4.0.1.md
