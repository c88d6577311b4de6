/** Results as JUnit XML, the form that continuous integration reads. Owns the mapping of verdicts to passed, failed and skipped. */
@NullMarked
package dev.touchstone.reports.junitxml;

import org.jspecify.annotations.NullMarked;
