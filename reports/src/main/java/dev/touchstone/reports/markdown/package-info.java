/** Results as GitHub-flavoured Markdown, for the step summary of a pipeline. Owns its size: it stays below what such pages take. */
@NullMarked
package dev.touchstone.reports.markdown;

import org.jspecify.annotations.NullMarked;
