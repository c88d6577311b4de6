/** Tests of the whole broker through its front door. */
@NullMarked
package dev.touchstone.broker;

import org.jspecify.annotations.NullMarked;
