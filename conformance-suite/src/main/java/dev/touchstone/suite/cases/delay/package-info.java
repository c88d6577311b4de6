/** Cases of area DELAY: the delayed message exchange. */
@NullMarked
package dev.touchstone.suite.cases.delay;

import org.jspecify.annotations.NullMarked;
