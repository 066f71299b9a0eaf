package dev.phoenix.lab.engine;

/**
 * A machine of the world as software on it sees it.
 *
 * @param name how the files call it
 * @param address where the others reach it
 */
public record Machine(String name, String address, Engine engine, Fleet fleet) {}
