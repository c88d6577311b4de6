/**
 * The kill matrix: sixty bugs, half of them made by a proxy on the wire and half by variants of the reference broker, each hunted by the
 * whole suite. Here, because only this module sees both the judge and the judged.
 */
@NullMarked
package dev.touchstone.ci.kill;

import org.jspecify.annotations.NullMarked;
