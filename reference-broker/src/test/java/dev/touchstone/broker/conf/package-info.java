@NullMarked
package dev.touchstone.broker.conf;

import org.jspecify.annotations.NullMarked;
