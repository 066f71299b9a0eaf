package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;

/** The name or number of another thing, and where it is named. */
public record Reference(String target, Position position) {}
