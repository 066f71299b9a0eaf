/**
 * Docker on a host: the engine itself, its volumes, networks and containers, through its own API.
 */
@NullMarked
package dev.phoenix.provider.docker;

import org.jspecify.annotations.NullMarked;
