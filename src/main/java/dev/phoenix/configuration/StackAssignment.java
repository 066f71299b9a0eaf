package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;

/** A stack that runs on a machine, in one of its environments. */
public record StackAssignment(String stack, String environment, Position position) {}
