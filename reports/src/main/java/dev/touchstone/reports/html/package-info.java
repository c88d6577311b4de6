/**
 * The certificate as one HTML page that needs nothing else: no network, no fonts, no script of others. Owns the look; the templates
 * are under {@code src/main/jte}, style and script are resources of this package and are written into the page.
 */
@NullMarked
package dev.touchstone.reports.html;

import org.jspecify.annotations.NullMarked;
