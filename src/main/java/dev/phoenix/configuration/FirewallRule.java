package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;

/** A rule of the Proxmox VE firewall; fields that are not set are empty. */
public record FirewallRule(
    String type,
    String action,
    String source,
    String dest,
    String proto,
    String port,
    String iface,
    String comment,
    Position position) {}
