package dev.phoenix.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A container of Proxmox VE as far as it is checked now.
 *
 * @param cloneFrom number of the container that it is cloned from
 */
public record LxcContainer(Guest guest, @Nullable Reference cloneFrom) {}
