/** What single parts of the broker cost, each beside a plain way to do the same where there is one. JMH makes and runs the programs. */
@NullMarked
package dev.touchstone.bench;

import org.jspecify.annotations.NullMarked;
