/** Area VHOST: virtual hosts as separate spaces, and their limits. */
@NullMarked
package dev.touchstone.suite.cases.vhost;

import org.jspecify.annotations.NullMarked;
