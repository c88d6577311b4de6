/** Results as JSON, written and read again. Owns the file format {@code touchstone/certificate/1} and its schema. */
@NullMarked
package dev.touchstone.reports.json;

import org.jspecify.annotations.NullMarked;
