/** The whole product as processes, against real servers. */
@NullMarked
package dev.phoenix.acceptance;

import org.jspecify.annotations.NullMarked;
