package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Works out what has to be written to a guest. Pure. */
final class Changes {
  /** Attributes whose members are slots: one that is seen and no longer wanted leaves. */
  private static final List<String> SLOTS = List.of("disks", "nets", "mounts");

  private final GuestType type;
  private final Resource desired;
  private final Attributes observed;
  private final Belongings belongings;

  Changes(GuestType type, Resource desired, Attributes observed, Belongings belongings) {
    this.type = type;
    this.desired = desired;
    this.observed = observed;
    this.belongings = belongings;
  }

  ConfigChange of(GuestConfig config, String mark, String password) {
    ConfigChange change = fields(config);
    describe(config, mark, change);
    tag(config, change);
    Secret secret = desired.secrets().get(Passwords.PATH);
    // A password that is written again gives the machine another instance for cloud-init.
    if (secret != null && Passwords.isAnother(password, mark, secret)) {
      change.set("cipassword", secret.reveal());
    }
    return change;
  }

  /** What the attributes need; also which disks are to grow. */
  ConfigChange fields(GuestConfig config) {
    Detached detached = Detached.of(Volumes.of(config.merged()), belongings);
    ConfigChange change = new ConfigChange(config.current().keySet(), detached);
    Map<String, String> values = revert(config, change);
    for (Field field : type.fields()) {
      JsonNode wanted = desired.attributes().get(field.attribute());
      if (wanted != null && !wanted.equals(field.read(values, wanted))) {
        field.write(wanted, values, change);
      }
    }
    for (Field field : type.fields()) {
      if (SLOTS.contains(field.attribute()) && desired.attributes().has(field.attribute())) {
        remove(field, values, change);
      }
    }
    return change;
  }

  private void remove(Field field, Map<String, String> values, ConfigChange change) {
    JsonNode wanted = desired.attributes().object(field.attribute());
    for (String member : observed.object(field.attribute()).propertyNames()) {
      if (!wanted.has(member)) {
        field.slot(values, member).ifPresent(change::remove);
      }
    }
  }

  /**
   * Takes back what waits for the next start where the running guest is as wanted: to write that
   * again would make a new disk where one is only about to leave.
   *
   * @return the configuration with that taken back
   */
  private Map<String, String> revert(GuestConfig config, ConfigChange change) {
    Map<String, String> values = new TreeMap<>(config.merged());
    for (Field field : type.fields()) {
      for (JsonNode wanted : parts(field.attribute())) {
        if (wanted.equals(field.read(config.current(), wanted))) {
          values = revert(field, wanted, values, config, change);
        }
      }
    }
    return values;
  }

  private static Map<String, String> revert(
      Field field,
      JsonNode wanted,
      Map<String, String> values,
      GuestConfig config,
      ConfigChange change) {
    Map<String, String> now = values;
    for (String key : config.waiting()) {
      Map<String, String> without = new TreeMap<>(now);
      without.remove(key);
      String current = config.current().get(key);
      if (current != null) {
        without.put(key, current);
      }
      if (!Objects.equals(field.read(without, wanted), field.read(now, wanted))) {
        change.revert(key);
        now = without;
      }
    }
    return now;
  }

  /** Each slot stands for itself: one may be as wanted while another changes. */
  private List<JsonNode> parts(String attribute) {
    JsonNode wanted = desired.attributes().get(attribute);
    if (wanted == null || !SLOTS.contains(attribute)) {
      return wanted == null ? List.of() : List.of(wanted);
    }
    return wanted.properties().stream()
        .<JsonNode>map(
            slot -> JsonNodeFactory.instance.objectNode().set(slot.getKey(), slot.getValue()))
        .toList();
  }

  private void describe(GuestConfig config, String mark, ConfigChange change) {
    String text = desired.attributes().text("description", config.description().text());
    Description wanted = Description.of(text, desired.address(), mark);
    if (!wanted.equals(config.description())) {
      change.set("description", wanted.print());
    }
  }

  private void tag(GuestConfig config, ConfigChange change) {
    TreeSet<String> tags = new TreeSet<>(CloudInitField.words(config.get("tags")));
    if (tags.add(Description.TAG) && !change.values().containsKey("tags")) {
      change.set("tags", String.join(";", tags));
    }
  }
}
