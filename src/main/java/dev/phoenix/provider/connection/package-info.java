/**
 * How a provider reaches the outside: sockets, routes, trust and patience, so that the lab can
 * stand in for the network without the provider knowing.
 */
@NullMarked
package dev.phoenix.provider.connection;

import org.jspecify.annotations.NullMarked;
