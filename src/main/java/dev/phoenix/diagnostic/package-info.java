/**
 * What is said to the person: errors and warnings as values, collected and sorted, never thrown one
 * at a time. Knows nothing of where they come from or how they are shown.
 */
@NullMarked
package dev.phoenix.diagnostic;

import org.jspecify.annotations.NullMarked;
