/**
 * What a virtual host must do, as the plainest code that can say it: pure, small, slow, and sharing nothing with any broker. Given a
 * step of a script it says which replies and events must come. Where a broker is free (which of several consumers gets a message) it
 * asks a {@link dev.touchstone.suite.model.Chooser}; where the order of two independent processes would decide, it says so
 * ({@code race}) instead of guessing. Checked against RabbitMQ 3.10.8 by every run of the scenarios.
 */
@NullMarked
package dev.touchstone.suite.model;

import org.jspecify.annotations.NullMarked;
