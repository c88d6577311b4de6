@NullMarked
package dev.touchstone.broker.http;

import org.jspecify.annotations.NullMarked;
