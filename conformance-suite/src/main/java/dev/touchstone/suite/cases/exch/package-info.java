/** Cases of area EXCH: declaring and deleting exchanges, the predeclared ones, and routing by the default, direct and fanout types. */
@NullMarked
package dev.touchstone.suite.cases.exch;

import org.jspecify.annotations.NullMarked;
