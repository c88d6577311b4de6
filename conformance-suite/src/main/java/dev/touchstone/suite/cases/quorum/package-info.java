/** Cases of area QUORUM: quorum queues, and streams as far as they share the argument. */
@NullMarked
package dev.touchstone.suite.cases.quorum;

import org.jspecify.annotations.NullMarked;
