/** Cases of area AE: alternate exchanges. */
@NullMarked
package dev.touchstone.suite.cases.ae;

import org.jspecify.annotations.NullMarked;
