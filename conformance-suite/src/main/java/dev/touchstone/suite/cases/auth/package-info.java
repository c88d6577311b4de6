/** Cases of area AUTH: mechanisms, the forms of their responses, and how a refused login ends. */
@NullMarked
package dev.touchstone.suite.cases.auth;

import org.jspecify.annotations.NullMarked;
