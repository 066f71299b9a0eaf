package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Docker network that stacks of a machine expect to be there. */
public record DockerNetwork(
    String name,
    String driver,
    boolean internal,
    boolean attachable,
    SortedMap<String, String> options,
    @Nullable String subnet,
    @Nullable String gateway,
    SortedMap<String, String> labels,
    Position position) {

  public DockerNetwork {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
