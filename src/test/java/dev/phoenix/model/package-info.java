/** Random programs of what users, the world and bad luck do, and what must hold after each step. */
@NullMarked
package dev.phoenix.model;

import org.jspecify.annotations.NullMarked;
