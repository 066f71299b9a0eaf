package dev.phoenix.provider.docker;

import dev.phoenix.resource.Secret;

/**
 * How the engine logs in at an image registry.
 *
 * @param server host and port, as in front of an image's name
 */
public record RegistryLogin(String server, String username, Secret password) {}
