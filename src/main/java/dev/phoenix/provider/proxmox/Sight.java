package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** One guest as it was found, beside what the files and the record name of it. */
record Sight(Subject subject, Cluster cluster, Guest guest, GuestConfig config, boolean running) {

  /** What the files want of an attribute; missing if nothing. */
  JsonNode wanted(String attribute) {
    Resource desired = subject.desired();
    return of(desired == null ? null : desired.attributes(), attribute);
  }

  private JsonNode recorded(String attribute) {
    Recorded recorded = subject.recorded();
    return of(recorded == null ? null : recorded.attributes(), attribute);
  }

  private static JsonNode of(@Nullable Attributes attributes, String name) {
    JsonNode value = attributes == null ? null : attributes.get(name);
    return value == null ? MissingNode.getInstance() : value;
  }

  /** What the files name, and the members that only the record names any more. */
  JsonNode shape(String attribute) {
    JsonNode wanted = wanted(attribute);
    JsonNode recorded = recorded(attribute);
    if (wanted instanceof ObjectNode named && recorded instanceof ObjectNode before) {
      ObjectNode both = named.deepCopy();
      before
          .properties()
          .forEach(entry -> {
            if (!both.has(entry.getKey())) {
              both.set(entry.getKey(), entry.getValue());
            }
          });
      return both;
    }
    return wanted.isMissingNode() ? recorded : wanted;
  }

  /**
   * The value to compare with what is wanted. Where changes wait for the next start, the one of the
   * two that differs is shown: the running value if what waits is what is wanted, for only a reboot
   * brings it, and else what waits, for that would come with the next start.
   */
  JsonNode value(Field field) {
    JsonNode merged = value(field, config.merged());
    return merged.equals(wanted(field.attribute())) ? value(field, config.current()) : merged;
  }

  private JsonNode value(Field field, Map<String, String> values) {
    String attribute = field.attribute();
    JsonNode shape = shape(attribute);
    JsonNode seen = orEmpty(field.read(values, shape), shape);
    return Volumes.HOLDERS.contains(attribute)
        ? Grown.kept(seen, wanted(attribute), recorded(attribute))
        : seen;
  }

  /** Nothing there must differ from what is wanted, and not count as unseen. */
  private static JsonNode orEmpty(@Nullable JsonNode value, JsonNode shape) {
    if (value != null) {
      return value;
    }
    return shape instanceof ObjectNode object ? object.objectNode() : StringNode.valueOf("");
  }
}
