package dev.phoenix.view;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.state.Earlier;
import dev.phoenix.state.State;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The earlier states, as text and as JSON. */
public final class HistoryView {
  /** The version of the JSON form. */
  public static final int FORMAT = 1;

  private static final int KIB = 1024;

  private HistoryView() {}

  /** Newest first. */
  public static String render(List<Earlier> history) {
    if (history.isEmpty()) {
      return "No state was written yet: phoenix apply writes the first.\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(line("serial", "when", "operation", "resources", "size"));
    for (Earlier earlier : history.reversed()) {
      State state = earlier.state();
      text.append(
          line(
              earlier.name(history),
              earlier.when().toString(),
              earlier.operation(),
              state == null ? "damaged" : String.valueOf(state.resources().size()),
              size(earlier.size())));
    }
    return text.toString();
  }

  private static String line(String... columns) {
    return "%10s  %-20s  %-14s  %9s  %8s%n".formatted((Object[]) columns);
  }

  private static String size(long bytes) {
    return bytes < KIB
        ? bytes + " B"
        : String.format(Locale.ROOT, "%.1f KiB", (double) bytes / KIB);
  }

  /** {@code {"format": 1, "history": [...]}}, newest first. */
  public static String json(List<Earlier> history) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    ArrayNode array = json.putArray("history");
    for (Earlier earlier : history.reversed()) {
      State state = earlier.state();
      ObjectNode one = array.addObject();
      one.put("name", earlier.name(history)).put("serial", earlier.serial());
      one.put("when", earlier.when().toString()).put("operation", earlier.operation());
      if (state != null) {
        one.put("lineage", state.lineage()).put("resources", state.resources().size());
      }
      one.put("bytes", earlier.size());
    }
    return json.toPrettyString() + "\n";
  }

  /** {@code {"format": 1, "restored": serial, "serial": serial}}. */
  public static String restored(Earlier earlier, State now) {
    return JsonNodeFactory.instance
            .objectNode()
            .put("format", FORMAT)
            .put("restored", earlier.serial())
            .put("serial", now.serial())
            .toPrettyString()
        + "\n";
  }

  /** What one state records and the other does not. */
  public static String difference(State from, State to) {
    StringBuilder text = new StringBuilder();
    SortedSet<Address> all = new TreeSet<>(from.resources().keySet());
    all.addAll(to.resources().keySet());
    for (Address address : all) {
      Recorded before = from.get(address);
      Recorded after = to.get(address);
      if (before == null) {
        text.append("  recorded again  ").append(address).append('\n');
      } else if (after == null) {
        text.append("  forgotten       ").append(address).append('\n');
      } else if (!before.equals(after)) {
        text.append("  as it was then  ").append(address).append('\n');
      }
    }
    return text.isEmpty() ? "Both record the same.\n" : text.toString();
  }
}
