/** Area MGMT: the management HTTP API. */
@NullMarked
package dev.touchstone.suite.cases.mgmt;

import org.jspecify.annotations.NullMarked;
