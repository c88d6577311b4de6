/**
 * {@link dev.touchstone.broker.junit.EmbeddedBroker}: a broker for a JUnit test. Needs the JUnit Jupiter API (5.13 or later, 6) and
 * the official client on the user's class path; nothing else in the broker refers to this room. Brokers and connections belong to
 * the JUnit context in which they were asked for and are closed with it.
 */
@NullMarked
package dev.touchstone.broker.junit;

import org.jspecify.annotations.NullMarked;
