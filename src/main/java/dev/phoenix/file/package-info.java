/** Files that only their owner may read. */
@NullMarked
package dev.phoenix.file;

import org.jspecify.annotations.NullMarked;
