/** Portainer: server, agents, environments, stacks and what belongs to them, through its API. */
@NullMarked
package dev.phoenix.provider.portainer;

import org.jspecify.annotations.NullMarked;
