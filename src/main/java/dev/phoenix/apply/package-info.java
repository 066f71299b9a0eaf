/**
 * Carries out the steps of a plan and reports what became of each. Never compares, never prints.
 */
@NullMarked
package dev.phoenix.apply;

import org.jspecify.annotations.NullMarked;
