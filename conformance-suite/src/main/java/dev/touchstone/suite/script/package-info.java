/**
 * Wire scripts: a text language for what several clients do to a broker, one step a line with the reply and the events that must
 * come; and what plays such a script against a broker. The language is described in docs/scripts.md.
 */
@NullMarked
package dev.touchstone.suite.script;

import org.jspecify.annotations.NullMarked;
