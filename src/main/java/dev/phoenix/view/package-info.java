/** How results look: terminal, colour, width; text and JSON forms of the same result. */
@NullMarked
package dev.phoenix.view;

import org.jspecify.annotations.NullMarked;
