package dev.phoenix.provider.docker;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container as it is, in the spelling of {@link ContainerSpec}: what only repeats its image is
 * left out.
 *
 * @param image the reference it was made of
 * @param imageId content hash of that image
 * @param status {@code created}, {@code running}, {@code restarting}, {@code exited}, ...
 * @param environment all variables beside the image's own, secret ones included: for comparing only
 * @param owner address that phoenix made it for; empty if phoenix did not make it
 * @param exitCode of its last end; 0 while it runs
 */
public record ObservedContainer(
    String id,
    String name,
    String image,
    String imageId,
    String status,
    SortedMap<String, String> environment,
    SortedMap<String, String> publish,
    List<String> mounts,
    List<String> networks,
    List<String> arguments,
    String restart,
    SortedMap<String, String> labels,
    String owner,
    int exitCode) {

  public ObservedContainer {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    publish = Collections.unmodifiableSortedMap(new TreeMap<>(publish));
    mounts = List.copyOf(mounts);
    networks = List.copyOf(networks);
    arguments = List.copyOf(arguments);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  public boolean running() {
    return status.equals("running");
  }

  /** Made and never started: what was to be put into it may not have arrived. */
  public boolean untried() {
    return status.equals("created");
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return name + " (" + image + ", " + status + ")";
  }
}
