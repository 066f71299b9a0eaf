/**
 * The machines of the lab as one logs in to them: a small file system, packages, services and
 * accounts behind a small shell and an SSH server. Knows no command line, no files of a workspace.
 */
@NullMarked
package dev.phoenix.lab.host;

import org.jspecify.annotations.NullMarked;
