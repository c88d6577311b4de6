/** Cases of area HB: who sends heartbeats when, and what becomes of a silent peer. */
@NullMarked
package dev.touchstone.suite.cases.hb;

import org.jspecify.annotations.NullMarked;
