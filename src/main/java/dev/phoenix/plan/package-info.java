/**
 * Compares desired, recorded and observed and says what would be done, in which order and why.
 * Reads no file and changes nothing.
 */
@NullMarked
package dev.phoenix.plan;

import org.jspecify.annotations.NullMarked;
