/** The result as a small picture for a README. Owns its drawing; needs no service. */
@NullMarked
package dev.touchstone.reports.badge;

import org.jspecify.annotations.NullMarked;
