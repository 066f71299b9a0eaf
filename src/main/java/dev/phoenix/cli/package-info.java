/** The command line: arguments in, exit code out; one command, one file. */
@NullMarked
package dev.phoenix.cli;

import org.jspecify.annotations.NullMarked;
