/** Cases of area TTL: message TTL and queue expiry. */
@NullMarked
package dev.touchstone.suite.cases.ttl;

import org.jspecify.annotations.NullMarked;
