/**
 * The embedded world: machines with SSH and Docker, and Portainer, on loopback, faithful enough to
 * learn, test and measure with.
 */
@NullMarked
package dev.phoenix.lab;

import org.jspecify.annotations.NullMarked;
