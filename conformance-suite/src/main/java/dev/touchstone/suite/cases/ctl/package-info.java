/** Area CTL: the control commands of a node. */
@NullMarked
package dev.touchstone.suite.cases.ctl;

import org.jspecify.annotations.NullMarked;
