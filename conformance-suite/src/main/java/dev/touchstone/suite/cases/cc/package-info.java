/** Cases of area CC: sender-selected distribution by the headers CC and BCC. */
@NullMarked
package dev.touchstone.suite.cases.cc;

import org.jspecify.annotations.NullMarked;
