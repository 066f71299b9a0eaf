/** The order of things: dependencies, cycles, levels. The only user of JGraphT. */
@NullMarked
package dev.phoenix.graph;

import org.jspecify.annotations.NullMarked;
