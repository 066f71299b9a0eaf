package dev.phoenix.configuration.compose;

import static java.util.Map.entry;

import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.diagnostic.Suggestion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The properties that Compose knows, with the shape each must have. Source: the schema of the
 * Compose specification (compose-spec.json).
 */
final class Vocabulary {
  /** What a value may be; null is allowed everywhere, as Compose allows it. */
  enum Shape {
    SCALAR("a single value"),
    LIST("a list"),
    MAP("a map"),
    LIST_OR_MAP("a list or a map"),
    SCALAR_OR_LIST("a single value or a list"),
    SCALAR_OR_MAP("a single value or a map"),
    ANY("anything");

    private final String words;

    Shape(String words) {
      this.words = words;
    }

    boolean fits(Yaml value) {
      if (value instanceof Yaml.Scalar scalar) {
        return scalar.isNull() || !(this == LIST || this == MAP || this == LIST_OR_MAP);
      }
      return value instanceof Yaml.Sequence
          ? !(this == SCALAR || this == MAP || this == SCALAR_OR_MAP)
          : !(this == SCALAR || this == LIST || this == SCALAR_OR_LIST);
    }
  }

  static final Map<String, Shape> FILE =
      Map.ofEntries(
          entry("version", Shape.SCALAR),
          entry("name", Shape.SCALAR),
          entry("include", Shape.LIST),
          entry("services", Shape.MAP),
          entry("models", Shape.MAP),
          entry("networks", Shape.MAP),
          entry("volumes", Shape.MAP),
          entry("secrets", Shape.MAP),
          entry("configs", Shape.MAP));

  static final Map<String, Shape> SERVICE =
      joined(
          of(
              Shape.SCALAR,
              "attach cgroup cgroup_parent container_name cpu_count cpu_percent cpu_period"
                  + " cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset domainname"
                  + " hostname image init ipc isolation mac_address mem_limit mem_reservation"
                  + " mem_swappiness memswap_limit network_mode oom_kill_disable oom_score_adj pid"
                  + " pids_limit platform privileged pull_policy pull_refresh_after read_only"
                  + " restart runtime scale shm_size stdin_open stop_grace_period stop_signal tty"
                  + " use_api_socket user userns_mode uts working_dir"),
          of(
              Shape.LIST,
              "cap_add cap_drop configs device_cgroup_rules devices dns_opt expose external_links"
                  + " group_add links ports post_start pre_stop profiles secrets security_opt"
                  + " volumes volumes_from"),
          of(
              Shape.MAP,
              "blkio_config credential_spec deploy develop healthcheck logging provider"
                  + " storage_opt ulimits"),
          of(
              Shape.LIST_OR_MAP,
              "annotations depends_on environment extra_hosts labels models networks sysctls"),
          of(Shape.SCALAR_OR_LIST, "command dns dns_search entrypoint env_file label_file tmpfs"),
          of(Shape.SCALAR_OR_MAP, "build extends"),
          of(Shape.ANY, "gpus"));

  static final Map<String, Shape> HEALTHCHECK =
      joined(
          of(Shape.SCALAR, "disable interval timeout retries start_period start_interval"),
          of(Shape.SCALAR_OR_LIST, "test"));

  static final Map<String, Shape> DEPLOY =
      joined(
          of(Shape.SCALAR, "mode endpoint_mode replicas"),
          of(Shape.LIST_OR_MAP, "labels"),
          of(Shape.MAP, "rollback_config update_config resources restart_policy placement"));

  static final Map<String, Shape> PORT =
      of(Shape.SCALAR, "name mode host_ip target published protocol app_protocol");

  static final Map<String, Shape> MOUNT =
      joined(
          of(Shape.SCALAR, "type source target read_only consistency"),
          of(Shape.MAP, "bind volume tmpfs image"));

  static final Map<String, Shape> VOLUME =
      joined(
          of(Shape.SCALAR, "name driver"),
          of(Shape.MAP, "driver_opts"),
          of(Shape.SCALAR_OR_MAP, "external"),
          of(Shape.LIST_OR_MAP, "labels"));

  static final Map<String, Shape> NETWORK =
      joined(
          VOLUME,
          of(Shape.MAP, "ipam"),
          of(Shape.SCALAR, "internal enable_ipv4 enable_ipv6 attachable"));

  static final Map<String, Shape> CONFIG =
      joined(
          of(Shape.SCALAR, "name content environment file template_driver"),
          of(Shape.SCALAR_OR_MAP, "external"),
          of(Shape.LIST_OR_MAP, "labels"));

  /** {@code content} is none of them, and is reported by itself. */
  static final Map<String, Shape> SECRET =
      joined(VOLUME, of(Shape.SCALAR, "content environment file template_driver"));

  static final Map<String, Shape> DEPENDENCY = of(Shape.SCALAR, "restart required condition");

  private Vocabulary() {}

  /** Reports unknown properties and values of the wrong shape; {@code x-} is free for anyone. */
  static void check(Mapping mapping, Map<String, Shape> known, String pointer, Problems problems) {
    mapping
        .entries()
        .forEach((name, entry) -> {
          Shape shape = known.get(name);
          if (shape != null && !shape.fits(entry.value())) {
            problems.error(
                entry.value(),
                pointer + "/" + name,
                name + " must be " + shape.words,
                "Compose refuses anything else here.");
          } else if (shape == null && !name.startsWith("x-")) {
            problems.error(
                entry.key(),
                pointer + "/" + name,
                "Additional property " + name + " is not allowed",
                Suggestion.sentence(name, known.keySet())
                    + "Compose refuses what it does not know; names of your own begin with"
                    + " \"x-\".");
          }
        });
  }

  private static Map<String, Shape> of(Shape shape, String names) {
    Map<String, Shape> map = new HashMap<>();
    Arrays.stream(names.split(" ")).forEach(name -> map.put(name, shape));
    return map;
  }

  @SafeVarargs
  private static Map<String, Shape> joined(Map<String, Shape>... parts) {
    Map<String, Shape> map = new HashMap<>();
    for (Map<String, Shape> part : parts) {
      map.putAll(part);
    }
    return Map.copyOf(map);
  }
}
