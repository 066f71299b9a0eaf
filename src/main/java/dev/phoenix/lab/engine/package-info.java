/**
 * The simulated Docker engine of one machine: what it holds, how containers live without processes,
 * and the JSON that a real engine 20.10 would answer. Knows no socket, no SSH and no Portainer.
 */
@NullMarked
package dev.phoenix.lab.engine;

import org.jspecify.annotations.NullMarked;
