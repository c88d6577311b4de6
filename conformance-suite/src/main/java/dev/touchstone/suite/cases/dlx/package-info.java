/** Cases of area DLX: dead lettering. */
@NullMarked
package dev.touchstone.suite.cases.dlx;

import org.jspecify.annotations.NullMarked;
