/**
 * What runs leave behind when they are killed: a journal of what they made, written before it is made, and the cleaner that
 * removes what is left, and nothing else. Journals are small files in a folder of the user's state; the run that writes one
 * deletes it.
 */
@NullMarked
package dev.touchstone.suite.run.clean;

import org.jspecify.annotations.NullMarked;
