/** Cases of area HDR: the headers exchange, as tables and as a property against the definition. */
@NullMarked
package dev.touchstone.suite.cases.hdr;

import org.jspecify.annotations.NullMarked;
