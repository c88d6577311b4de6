/**
 * Certificates that can be trusted without trusting the file they came in: a result as an in-toto statement, signed with Ed25519 in a
 * DSSE envelope. Owns the formats and the checks; keys are files of whoever signs.
 */
@NullMarked
package dev.touchstone.reports.attestation;

import org.jspecify.annotations.NullMarked;
