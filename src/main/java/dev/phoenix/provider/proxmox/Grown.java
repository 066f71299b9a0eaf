package dev.phoenix.provider.proxmox;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Disks that somebody made larger than the files say. Nothing makes them smaller, so they are kept
 * as they are and are in the way of no other change; the files are asked to say the true size.
 */
final class Grown {
  private static final String SIZE = "size";

  private Grown() {}

  /** What is seen, where a disk that has more than was asked for counts as large enough. */
  static JsonNode kept(JsonNode seen, JsonNode wanted, JsonNode recorded) {
    if (!(seen instanceof ObjectNode object)) {
      return seen;
    }
    ObjectNode kept = object.deepCopy();
    if (isKept(seen.path(SIZE), wanted.path(SIZE), recorded.path(SIZE))) {
      kept.set(SIZE, wanted.path(SIZE));
    }
    for (String name : object.propertyNames()) {
      if (object.path(name).isObject()) {
        kept.set(name, kept(object.path(name), wanted.path(name), recorded.path(name)));
      }
    }
    return kept;
  }

  /** Files that say less than they did ask for a smaller disk, which is refused. */
  private static boolean isKept(JsonNode seen, JsonNode wanted, JsonNode recorded) {
    return wanted.isNumber() && isMore(seen, wanted) && !isMore(recorded, wanted);
  }

  private static boolean isMore(JsonNode one, JsonNode other) {
    return one.isNumber() && one.decimalValue().compareTo(other.decimalValue()) > 0;
  }

  /** What the files should say; the volumes show the true sizes. */
  static List<Diagnostic> remarks(Subject subject, ObjectNode volumes) {
    List<Diagnostic> remarks = new ArrayList<>();
    volumes
        .properties()
        .forEach(entry -> {
          String path = entry.getValue().path(Volumes.PATH).asString("");
          JsonNode seen = DiskSize.parse(entry.getValue().path(SIZE).asString("")).inGibibytes();
          Resource desired = subject.desired();
          Recorded recorded = subject.recorded();
          JsonNode wanted = size(desired == null ? null : desired.attributes(), entry);
          JsonNode before = size(recorded == null ? null : recorded.attributes(), entry);
          if (isKept(seen, wanted, before)) {
            remarks.add(remark(subject, path.isEmpty() ? entry.getKey() : path, seen, wanted));
          }
        });
    return remarks;
  }

  private static JsonNode size(
      @Nullable Attributes attributes, Map.Entry<String, JsonNode> volume) {
    return attributes == null
        ? MissingNode.getInstance()
        : Move.named(attributes, volume).path(SIZE);
  }

  private static Diagnostic remark(Subject subject, String name, JsonNode seen, JsonNode wanted) {
    BigDecimal whole = seen.decimalValue().setScale(0, RoundingMode.CEILING);
    return Diagnostic.warning(
            "%s of %s is larger than the files say".formatted(name, subject.address()),
            "It has %s GB instead of %s and keeps them, for nothing makes a disk smaller. Write %s into the files."
                .formatted(seen.asString(), wanted.asString(), whole))
        .about(subject.address().toString());
  }
}
