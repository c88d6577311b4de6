/** Cases of area CONS: consuming and getting, tags, order, priorities, cancellation by either side. */
@NullMarked
package dev.touchstone.suite.cases.cons;

import org.jspecify.annotations.NullMarked;
