/** SHA-256, fast from the first block on where only C1 compiles. */
@NullMarked
package dev.phoenix.digest;

import org.jspecify.annotations.NullMarked;
