package dev.phoenix.provider.docker;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container as the engine lists it.
 *
 * @param state {@code created}, {@code running}, {@code restarting}, {@code exited}, ...
 */
public record ContainerSummary(
    String id, String name, String image, String state, SortedMap<String, String> labels) {
  public ContainerSummary {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
