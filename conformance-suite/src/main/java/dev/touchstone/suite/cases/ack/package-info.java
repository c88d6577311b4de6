/** Cases of area ACK: which delivery tags are valid, and where a message goes that is given back. */
@NullMarked
package dev.touchstone.suite.cases.ack;

import org.jspecify.annotations.NullMarked;
