/**
 * Profiles: in which rules a broker is known to differ, declared in writing, so that a known difference is a DEVIATION and a new one a FAIL.
 *
 * <p>Built-in profiles are text files under {@code profiles/} on the class path; a user may bring a file of the same form. Everything here is immutable
 * once read and may be shared by all threads. Comparing a declaration with what really came is the runner's work.
 */
@NullMarked
package dev.touchstone.suite.profile;

import org.jspecify.annotations.NullMarked;
