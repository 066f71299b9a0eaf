/** Whole lives of workspaces on the lab: planned, applied, drifted, repaired, destroyed. */
@NullMarked
package dev.phoenix.lifecycle;

import org.jspecify.annotations.NullMarked;
