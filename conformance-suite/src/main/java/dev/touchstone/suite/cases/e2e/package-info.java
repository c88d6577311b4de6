/** Cases of area E2E: bindings from exchange to exchange. */
@NullMarked
package dev.touchstone.suite.cases.e2e;

import org.jspecify.annotations.NullMarked;
