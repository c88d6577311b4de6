/** Cases of area BLOCK: resource alarms and what publishers see of them. */
@NullMarked
package dev.touchstone.suite.cases.block;

import org.jspecify.annotations.NullMarked;
