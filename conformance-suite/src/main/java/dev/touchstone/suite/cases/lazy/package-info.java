/** Cases of area LAZY: lazy queues. */
@NullMarked
package dev.touchstone.suite.cases.lazy;

import org.jspecify.annotations.NullMarked;
