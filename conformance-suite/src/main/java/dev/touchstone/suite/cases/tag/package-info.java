/** Area TAG: what users with which tags may ask of the management API. */
@NullMarked
package dev.touchstone.suite.cases.tag;

import org.jspecify.annotations.NullMarked;
