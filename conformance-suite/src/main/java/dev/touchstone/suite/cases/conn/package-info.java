/** Cases of area CONN: the protocol header, the offers of the broker, the tuning, the opening and the many ways to close. */
@NullMarked
package dev.touchstone.suite.cases.conn;

import org.jspecify.annotations.NullMarked;
