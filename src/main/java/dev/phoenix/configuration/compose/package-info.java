/**
 * Docker Compose files: read with positions, checked for what cannot be deployed by sending only
 * the text to Portainer, and joined with labels. Knows nothing of the workspace around them.
 */
@NullMarked
package dev.phoenix.configuration.compose;

import org.jspecify.annotations.NullMarked;
