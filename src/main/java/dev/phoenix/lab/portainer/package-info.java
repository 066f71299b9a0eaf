/**
 * A Portainer server and its agents as a simulation: the answers follow what was recorded from
 * Community Edition 2.23.0 and, for other releases, what their notes and API descriptions say.
 */
@NullMarked
package dev.phoenix.lab.portainer;

import org.jspecify.annotations.NullMarked;
