package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.ResourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The guests whose disks are only what differs from those of a template. */
final class LinkedClones {
  private static final Pattern OWNER = Pattern.compile("vm-(\\d{1,9})-");

  private final Cluster cluster;
  private final Guest template;

  LinkedClones(Cluster cluster, Guest template) {
    this.cluster = cluster;
    this.template = template;
  }

  /** Their names for a person, without those of these numbers. */
  List<String> names(Set<Integer> without) throws ResourceFailure {
    Set<Integer> numbers = new TreeSet<>();
    for (String storage : storages()) {
      for (JsonNode volume : disks(storage)) {
        String id = volume.path("volid").asString("");
        int base = id.indexOf("base-" + template.vmid() + "-");
        int slash = base < 0 ? -1 : id.indexOf('/', base);
        Matcher owner = OWNER.matcher(slash < 0 ? "" : id.substring(slash));
        if (owner.find()) {
          numbers.add(Integer.valueOf(owner.group(1)));
        }
      }
    }
    numbers.removeAll(without);
    List<String> names = new ArrayList<>();
    for (int number : numbers) {
      names.add(name(number));
    }
    return names;
  }

  /** Those that its disks are on; a linked clone cannot be elsewhere. */
  private Set<String> storages() throws ResourceFailure {
    Set<String> storages = new TreeSet<>();
    Optional<GuestConfig> config = cluster.config(template, false);
    if (config.isPresent()) {
      config
          .get()
          .merged()
          .values()
          .forEach(value -> {
            int base = value.indexOf("base-" + template.vmid() + "-");
            if (base > 0) {
              storages.add(value.substring(0, value.indexOf(':')));
            }
          });
    }
    return storages;
  }

  private JsonNode disks(String storage) throws ResourceFailure {
    return cluster
        .api()
        .list(
            ProxmoxRequest.get(
                    "look for linked clones of " + template.name(),
                    "nodes",
                    template.node(),
                    "storage",
                    storage,
                    "content")
                .with("content", "images"));
  }

  private String name(int vmid) throws ResourceFailure {
    Optional<Listed> listed = cluster.find(vmid);
    Optional<GuestConfig> config =
        listed.isEmpty() ? Optional.empty() : cluster.config(listed.get().guest(), false);
    if (config.isEmpty()) {
      return "VM " + vmid;
    }
    String owner = config.get().description().owner();
    return "VM %d (%s)".formatted(vmid, owner == null ? config.get().get("name") : owner);
  }
}
