/** Cases of area CHAN: opening, numbering and closing channels, soft and hard errors, no-wait and the order of replies. */
@NullMarked
package dev.touchstone.suite.cases.chan;

import org.jspecify.annotations.NullMarked;
