/** Area PERM: what users may do with which names. */
@NullMarked
package dev.touchstone.suite.cases.perm;

import org.jspecify.annotations.NullMarked;
