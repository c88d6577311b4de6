/** Cases of area DUR: what is still there after a restart. */
@NullMarked
package dev.touchstone.suite.cases.dur;

import org.jspecify.annotations.NullMarked;
