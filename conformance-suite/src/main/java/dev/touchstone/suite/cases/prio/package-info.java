/** Cases of area PRIO: priority queues. */
@NullMarked
package dev.touchstone.suite.cases.prio;

import org.jspecify.annotations.NullMarked;
