/**
 * The conformance suite: it says what a broker really does. Rooms: {@code rulebook} (what is required), {@code profile}
 * (declared deviations), {@code target} (the brokers under test, seen through interfaces), {@code probe} (a raw socket that
 * keeps every byte), {@code transcript} (bytes made readable), {@code lab} (what a case works with), {@code cases} (one package
 * per area of the catalogue), {@code run} (the runner).
 *
 * <p>It shares no code with any broker that it judges.
 */
@NullMarked
package dev.touchstone.suite;

import org.jspecify.annotations.NullMarked;
