/**
 * Compiles a Configuration into resources and their dependencies: one small class per concept of
 * the files.
 */
@NullMarked
package dev.phoenix.catalog;

import org.jspecify.annotations.NullMarked;
