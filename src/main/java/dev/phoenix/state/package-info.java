/** What phoenix remembers: the state file and the journal beside it. Knows no provider. */
@NullMarked
package dev.phoenix.state;

import org.jspecify.annotations.NullMarked;
