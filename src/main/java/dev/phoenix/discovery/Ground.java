package dev.phoenix.discovery;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.resource.Recorded;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known before anything was found.
 *
 * @param configuration what the files say
 * @param files texts of the JSON files that are there, by their names in the workspace
 * @param recorded what the state remembers
 * @param environment variables that are set
 */
public record Ground(
    Configuration configuration,
    SortedMap<String, String> files,
    List<Recorded> recorded,
    Map<String, String> environment) {
  public static final String HYPERVISOR = "phoenix_hypervisor_config.json";
  public static final String MACHINES = "phoenix_vm_configs.json";
  public static final String CONTAINERS = "phoenix_lxc_configs.json";

  /** Names of the files that may get longer. */
  public static final Set<String> NAMES = Set.of(HYPERVISOR, MACHINES, CONTAINERS);

  public Ground {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    recorded = List.copyOf(recorded);
    environment = Map.copyOf(environment);
  }

  public static Ground of(
      Configuration configuration,
      SortedMap<String, String> files,
      Collection<Recorded> recorded,
      Map<String, String> environment) {
    return new Ground(configuration, files, List.copyOf(recorded), environment);
  }

  /** Where a file is, or goes: beside the others. */
  String place(String name) {
    if (files.containsKey(name)) {
      return name;
    }
    String below = "etc/" + name;
    return files.containsKey(below) || files.containsKey("etc/" + HYPERVISOR) ? below : name;
  }
}
