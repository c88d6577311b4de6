/** Cases of area BIND: bindings from exchanges to queues. */
@NullMarked
package dev.touchstone.suite.cases.bind;

import org.jspecify.annotations.NullMarked;
