/** Cases of area LEN: length limits. */
@NullMarked
package dev.touchstone.suite.cases.len;

import org.jspecify.annotations.NullMarked;
