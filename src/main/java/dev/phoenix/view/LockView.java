package dev.phoenix.view;

import dev.phoenix.state.Hold;
import dev.phoenix.state.Holder;
import dev.phoenix.state.Liveness;
import dev.phoenix.state.StateLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who holds the lock of a state, as text and as JSON. */
public final class LockView {
  /** The version of the JSON form. */
  public static final int FORMAT = 1;

  private LockView() {}

  public static String render(StateLock.Look look, Instant now) {
    if (!(look instanceof StateLock.Look.Held(Hold hold))) {
      return "The state is not locked.\n";
    }
    Holder holder = hold.holder();
    if (holder == null) {
      return "The state is locked by a process that has not said yet who it is.\n";
    }
    StringBuilder text = new StringBuilder();
    text.append("The state is locked by ").append(holder.words()).append(".\n");
    text.append("  user   ").append(holder.user()).append('\n');
    text.append("  host   ").append(holder.host().name()).append('\n');
    text.append("  since  ").append(holder.since()).append(ago(holder.since(), now)).append('\n');
    if (holder.url() != null) {
      text.append("  run    ").append(holder.url()).append('\n');
    }
    text.append("  epoch  ").append(holder.epoch()).append('\n');
    return text.append(liveness(hold.liveness())).toString();
  }

  /** A clock that was set back says nothing of how long ago something was. */
  private static String ago(Instant since, Instant now) {
    Duration ago = Duration.between(since, now);
    if (ago.isNegative()) {
      return "";
    }
    long minutes = ago.toMinutes();
    return minutes == 0
        ? " (" + ago.toSeconds() + " s ago)"
        : minutes < 120 ? " (" + minutes + " min ago)" : " (" + ago.toHours() + " h ago)";
  }

  private static String liveness(Liveness liveness) {
    return switch (liveness) {
      case ALIVE -> "That run is alive.\n";
      case DEAD -> "That run has died: the next one takes the lock over.\n";
      case UNKNOWN ->
          "Whether that run is alive cannot be seen from here. Look there; if it is dead, run phoenix"
              + " lock break.\n";
    };
  }

  /** {@code {"format": 1, "locked", "liveness", "holder": {...}}}. */
  public static String json(StateLock.Look look) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    if (!(look instanceof StateLock.Look.Held(Hold hold))) {
      return json.put("locked", false).toPrettyString() + "\n";
    }
    json.put("locked", hold.liveness() != Liveness.DEAD);
    json.put("liveness", hold.liveness().name().toLowerCase(Locale.ROOT));
    Holder holder = hold.holder();
    if (holder != null) {
      ObjectNode who = json.putObject("holder");
      who.put("operation", holder.operation()).put("pid", holder.pid());
      who.put("user", holder.user()).put("host", holder.host().name());
      who.put("since", holder.since().toString()).put("epoch", holder.epoch());
      if (holder.url() != null) {
        who.put("url", holder.url());
      }
    }
    return json.toPrettyString() + "\n";
  }
}
