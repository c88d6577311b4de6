/**
 * What several renderings share: areas of a run, the headline, words for counts and durations, and texts made safe to show. Pure
 * functions of the model; nothing here knows a format.
 */
@NullMarked
package dev.touchstone.reports.view;

import org.jspecify.annotations.NullMarked;
