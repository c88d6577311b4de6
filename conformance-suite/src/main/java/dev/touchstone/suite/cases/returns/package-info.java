/** Cases of area RETURN: mandatory messages that reach no queue come back to their publisher. */
@NullMarked
package dev.touchstone.suite.cases.returns;

import org.jspecify.annotations.NullMarked;
