/** Cases of area TX: transactions. */
@NullMarked
package dev.touchstone.suite.cases.tx;

import org.jspecify.annotations.NullMarked;
