/** Cases of area PUB: what a publish promises, and the properties of a message. */
@NullMarked
package dev.touchstone.suite.cases.pub;

import org.jspecify.annotations.NullMarked;
