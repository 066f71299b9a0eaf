/**
 * The state file in a git repository, by the program {@code git}. Knows no provider and no plan.
 */
@NullMarked
package dev.phoenix.git;

import org.jspecify.annotations.NullMarked;
