/** What comes of input that is broken in every way that chance finds. */
@NullMarked
package dev.phoenix.fuzz;

import org.jspecify.annotations.NullMarked;
