/** Writes the files that would say what was found in the world. Pure. */
@NullMarked
package dev.phoenix.discovery;

import org.jspecify.annotations.NullMarked;
