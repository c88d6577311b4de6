/** Cases of area QUEUE: declaring, deleting, purging queues. */
@NullMarked
package dev.touchstone.suite.cases.queue;

import org.jspecify.annotations.NullMarked;
