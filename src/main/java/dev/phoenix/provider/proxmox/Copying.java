package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Makes a guest as a copy of another. */
final class Copying {
  private static final long GIB = 1L << 30;

  private Copying() {}

  /**
   * Copies the source that the attributes name.
   *
   * @param nameKey the parameter that takes the name: {@code name} or {@code hostname}
   */
  static void of(Making making, String nameKey) throws ResourceFailure {
    Attributes wanted = making.desired().attributes();
    JsonNode source = wanted.object("source");
    int vmid = source.path("vmid").asInt(0);
    Listed listed = making.cluster().find(vmid).orElseThrow(() -> noSource(making, source));
    Guest original = listed.guest();
    boolean full = source.path("full").asBoolean(true);
    ProxmoxRequest request =
        ProxmoxRequest.post(
                "copy %s to make %s".formatted(original.name(), making.desired().address()),
                original.path("clone"))
            .with("newid", making.guest().vmid())
            .with(nameKey, wanted.text("name"))
            .with("full", full)
            .with("description", making.description());
    String storage = Making.home(wanted);
    if (full && !storage.isEmpty()) {
      request = request.with("storage", storage);
    }
    if (source.has("snapshot")) {
      request = request.with("snapname", source.path("snapshot").asString());
    }
    String node = making.guest().node();
    if (!node.isEmpty() && !node.equals(original.node())) {
      // Works where the source's storage is shared; the server says so where it is not.
      request = request.with("target", node);
    }
    making
        .work()
        .progress(
            "%s %s %s"
                .formatted(
                    full ? "copying" : "linking to",
                    original.name(),
                    source.path("clone").asString("")));
    making.run(request);
  }

  /**
   * What is copied is no smaller afterwards. A template that is made in the same plan fits.
   *
   * @param coming everything that the plan makes or changes
   */
  static Optional<String> obstacle(Cluster cluster, Resource desired, Set<Address> coming) {
    JsonNode source = desired.attributes().object("source");
    String clone = source.path("clone").asString("");
    JsonNode size = desired.attributes().object("disks").at("/" + TemplateFields.DISK + "/size");
    if (!size.isNumber() || coming.stream().anyMatch(it -> it.toString().equals(clone))) {
      return Optional.empty();
    }
    long bytes;
    try {
      bytes = cluster.find(source.path("vmid").asInt(0)).map(Listed::disk).orElse(0L);
    } catch (ResourceFailure unknown) {
      return Optional.empty();
    }
    return bytes <= size.asLong() * GIB
        ? Optional.empty()
        : Optional.of(
            "the disk of %s has %d GB, and no copy of it has fewer. Write \"disk_size_gb\": %d, or make the template anew: --replace %s"
                .formatted(clone, Math.ceilDiv(bytes, GIB), Math.ceilDiv(bytes, GIB), clone));
  }

  private static ResourceFailure noSource(Making making, JsonNode source) {
    return making
        .cluster()
        .api()
        .failure(
            Kind.PERMANENT,
            "make " + making.desired().address(),
            "its source %s (number %d) is not there"
                .formatted(source.path("clone").asString(""), source.path("vmid").asInt(0)));
  }
}
