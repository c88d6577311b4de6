/**
 * The probe: a plain socket with its own small reader and writer of frames, methods and field tables. It sends what no client
 * library would send and keeps the type tags and raw bytes of what comes back. Legal methods are built by the official client's
 * method classes, behind {@link dev.touchstone.suite.probe.Methods}. A probe belongs to the case that opened it.
 */
@NullMarked
package dev.touchstone.suite.probe;

import org.jspecify.annotations.NullMarked;
