/** Real servers for tests: OpenSSH, Docker Engine, an image registry. Each stops with the JVM. */
@NullMarked
package dev.phoenix.real;

import org.jspecify.annotations.NullMarked;
