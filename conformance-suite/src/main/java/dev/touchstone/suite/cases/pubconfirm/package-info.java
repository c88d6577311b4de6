/** Cases of area PUB-CONFIRM: when a publish is confirmed, by what, how often, and what is left open after an error. */
@NullMarked
package dev.touchstone.suite.cases.pubconfirm;

import org.jspecify.annotations.NullMarked;
