package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Docker volume that stacks of a machine expect to be there. */
public record DockerVolume(
    String name,
    String driver,
    SortedMap<String, String> options,
    SortedMap<String, String> labels,
    Position position) {

  public DockerVolume {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
