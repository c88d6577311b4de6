/** Cases of area QOS: how many deliveries may be outstanding, for each consumer and for a channel. */
@NullMarked
package dev.touchstone.suite.cases.qos;

import org.jspecify.annotations.NullMarked;
