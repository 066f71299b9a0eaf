package dev.phoenix.plan;

import dev.phoenix.resource.Address;

/**
 * Why a plan must not be carried out.
 *
 * @param why completes "address:"; with what to do if it is meant to be
 */
public record Denial(Address address, String why) {}
