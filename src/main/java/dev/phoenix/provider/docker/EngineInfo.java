package dev.phoenix.provider.docker;

/**
 * What an engine says of itself.
 *
 * @param id stays the same as long as the engine's data folder does
 * @param version of the engine, such as {@code 28.1.1}
 */
public record EngineInfo(String id, String version, String operatingSystem, String architecture) {}
