package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Work;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Files for cloud-init, which lie on a storage of the node and which no API takes. They may hold
 * passwords, so only their digest is kept.
 */
final class Snippets {
  private static final String ATTRIBUTE = "cloud_init";

  private Snippets() {}

  /** The volumes that the files want, by what they are for: {@code user}, {@code vendor}. */
  static JsonNode wanted(JsonNode cloudInit) {
    return cloudInit.path("custom");
  }

  private static String path(String purpose) {
    return ATTRIBUTE + "." + purpose + "_data";
  }

  /** Adds what it takes to write them. */
  static void check(Preflight preflight, JsonNode cloudInit) throws ResourceFailure {
    JsonNode wanted = wanted(cloudInit);
    for (JsonNode volume : wanted) {
      String name = volume.asString("");
      preflight.storage(name.substring(0, Math.max(0, name.indexOf(':'))), "snippets");
    }
    if (!wanted.isEmpty()) {
      preflight.shell("writing files for cloud-init");
    }
  }

  /** Says at the plan already that those which a machine is to get cannot be written. */
  static void checkNew(Sight sight) throws ResourceFailure {
    Resource desired = sight.subject().desired();
    JsonNode wanted = wanted(sight.wanted(ATTRIBUTE));
    if (desired != null
        && !wanted.isEmpty()
        && !wanted.equals(CloudInitField.custom(sight.config().merged()))) {
      Preflight preflight = new Preflight(sight.cluster(), desired.attributes());
      check(preflight, sight.wanted(ATTRIBUTE));
      preflight.settle("change " + desired.address());
    }
  }

  /** What they hold, as far as the node lets us look. */
  static SortedMap<String, Secret> seen(Sight sight) {
    SortedMap<String, Secret> seen = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : wanted(sight.wanted(ATTRIBUTE)).properties()) {
      Resource desired = sight.subject().desired();
      Secret secret = desired == null ? null : desired.secrets().get(path(file.getKey()));
      try {
        if (secret != null && sight.cluster().reaches(sight.guest().node())) {
          Optional<String> there =
              sight.cluster().nodes().snippet(sight.guest(), file.getValue().asString());
          boolean same = there.isPresent() && there.get().equals(text(secret));
          seen.put(path(file.getKey()), same ? secret : new Secret(there.orElse("")));
        }
      } catch (ResourceFailure _) {
        // A node that does not answer over SSH hides only this.
      }
    }
    return seen;
  }

  /** Files end with a line end, whatever the value does. */
  private static String text(Secret secret) {
    return secret.reveal().stripTrailing() + "\n";
  }

  /** Writes those that are not as wanted, before the machine is told of them. */
  static void write(Settling settling) throws ResourceFailure {
    Guest guest = settling.guest();
    Nodes nodes = settling.cluster().nodes();
    for (Map.Entry<String, JsonNode> file :
        wanted(settling.wanted().object(ATTRIBUTE)).properties()) {
      Secret secret = settling.desired().secrets().get(path(file.getKey()));
      String volume = file.getValue().asString();
      if (secret != null && !nodes.snippet(guest, volume).equals(Optional.of(text(secret)))) {
        settling.work().progress("writing " + volume + " on node " + guest.node());
        nodes.writeSnippet(guest, volume, text(secret));
      }
    }
  }

  /** Removes those of before that nothing names any more. */
  static void tidy(Settling settling) {
    JsonNode wanted = wanted(settling.wanted().object(ATTRIBUTE));
    for (Map.Entry<String, JsonNode> file :
        wanted(settling.observed().object(ATTRIBUTE)).properties()) {
      if (!file.getValue().equals(wanted.path(file.getKey()))) {
        String volume = file.getValue().asString();
        try {
          remove(settling.cluster(), settling.guest(), volume, settling.work());
        } catch (ResourceFailure failure) {
          // Once the machine has the new one, another try would not know of the old.
          stays(volume, settling.guest(), failure, settling.work());
        }
      }
    }
  }

  /** Removes those of a machine that goes, which one that is away does not keep from going. */
  static void remove(Cluster cluster, Guest guest, GuestConfig config, Work work)
      throws ResourceFailure {
    for (JsonNode volume : CloudInitField.custom(config.merged())) {
      try {
        remove(cluster, guest, volume.asString(""), work);
      } catch (ResourceFailure failure) {
        if (failure.kind() == Kind.RETRYABLE || failure.kind() == Kind.AMBIGUOUS) {
          throw failure;
        }
        stays(volume.asString(""), guest, failure, work);
      }
    }
  }

  private static void stays(String volume, Guest guest, ResourceFailure failure, Work work) {
    work.progress("%s stays on node %s: %s".formatted(volume, guest.node(), failure.getMessage()));
  }

  /** Only our own: one that somebody else put there may be another machine's too. */
  private static void remove(Cluster cluster, Guest guest, String volume, Work work)
      throws ResourceFailure {
    if (!volume.contains(":snippets/phoenix-" + guest.vmid() + "-")) {
      return;
    }
    if (cluster.reaches(guest.node())) {
      cluster.nodes().removeSnippet(guest, volume);
    } else {
      work.progress(volume + " stays on node " + guest.node() + ", which is not reached over SSH");
    }
  }
}
