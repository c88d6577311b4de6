/** Cases of area RPC: direct reply-to. */
@NullMarked
package dev.touchstone.suite.cases.rpc;

import org.jspecify.annotations.NullMarked;
