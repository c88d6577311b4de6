/**
 * Runtime parameters: what administrators set beside users, permissions and policies, kept by key. Limits of virtual hosts and users and what is known
 * about a virtual host are among them. Pure: any thread may read and write, nothing else is known here.
 */
@NullMarked
package dev.touchstone.broker.params;

import org.jspecify.annotations.NullMarked;
