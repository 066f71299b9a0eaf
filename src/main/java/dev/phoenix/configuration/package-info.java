/**
 * Reads a workspace into a Configuration: files, defaults, secret references, cross-checks, with
 * the position of everything. Knows nothing of servers.
 */
@NullMarked
package dev.phoenix.configuration;

import org.jspecify.annotations.NullMarked;
