/** Area POLICY: policies and operator policies. */
@NullMarked
package dev.touchstone.suite.cases.policy;

import org.jspecify.annotations.NullMarked;
