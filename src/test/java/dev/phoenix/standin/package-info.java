/**
 * Programs that stand in for Portainer's server and agent inside real containers: the protocols are
 * those of the lab, the containers that they are asked for are made by a real engine.
 */
@NullMarked
package dev.phoenix.standin;

import org.jspecify.annotations.NullMarked;
