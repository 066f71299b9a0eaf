package dev.phoenix.view;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.resource.Resource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One change of a plan as text: a line that says what, and below it what differs and why. */
final class ChangeView {
  private static final String INDENT = "      ";

  private final Style style;

  ChangeView(Style style) {
    this.style = style;
  }

  String render(Change change) {
    StringBuilder text = new StringBuilder();
    text.append("  ").append(sign(change.action())).append(' ');
    text.append(style.bold(change.address().toString()));
    if (change.movedFrom() != null) {
      text.append(" (was ").append(change.movedFrom()).append(')');
    }
    text.append(disruption(change)).append('\n');
    ServicesLine.of(change).ifPresent(running -> line(text, style.yellow(running)));
    for (String reason : change.reasons()) {
      line(text, style.dim("# " + reason));
    }
    if (change.blocked() != null) {
      line(text, style.red("blocked: ") + change.blocked());
    }
    if (change.action() == Action.CREATE && change.desired() != null) {
      made(text, change.desired());
    } else {
      change.differences().forEach(difference -> difference(text, difference));
    }
    return text.toString();
  }

  private String disruption(Change change) {
    if (change.action() == Action.CREATE) {
      return "";
    }
    return switch (change.disruption()) {
      case NONE -> "";
      case RESTART -> style.yellow("  restarts what runs");
      case REBOOT -> style.yellow("  reboots the machine");
      case RECREATE ->
          change.action() == Action.DELETE ? "" : style.yellow("  makes what runs anew");
    };
  }

  String sign(Action action) {
    return switch (action) {
      case CREATE, ADOPT -> style.green(action.sign());
      case UPDATE, REPLACE, MOVE -> style.yellow(action.sign());
      case DELETE -> style.red(action.sign());
      case FORGET, NO_OP -> style.dim(action.sign());
    };
  }

  /** What a new object will be like; what is empty says nothing. */
  private void made(StringBuilder text, Resource desired) {
    desired
        .attributes()
        .values()
        .forEach((name, value) -> {
          if (!ValueText.isEmpty(value)) {
            line(text, name + ": " + summary(value));
          }
        });
    desired.secrets().keySet().forEach(path -> line(text, path + ": (sensitive)"));
  }

  private static String summary(JsonNode value) {
    return ValueText.isLong(value)
        ? value.asString().lines().count() + " lines"
        : ValueText.of(value);
  }

  private void difference(StringBuilder text, AttributeChange difference) {
    String path = difference.path();
    if (difference.sensitive()) {
      line(text, path + ": (sensitive) changes" + notes(difference));
    } else if (ValueText.isLong(difference.before()) || ValueText.isLong(difference.after())) {
      line(text, path + ":" + notes(difference));
      for (String changed :
          UnifiedDiff.of(longText(difference.before()), longText(difference.after()))) {
        line(text, "  " + coloured(changed));
      }
    } else {
      line(
          text,
          path
              + ": "
              + ValueText.of(difference.before())
              + " -> "
              + ValueText.of(difference.after())
              + notes(difference));
    }
  }

  private static String longText(@Nullable JsonNode value) {
    return value == null ? "" : value.asString();
  }

  private String coloured(String line) {
    return switch (line.charAt(0)) {
      case '+' -> style.green(line);
      case '-' -> style.red(line);
      case '@' -> style.cyan(line);
      default -> line;
    };
  }

  /** Where the difference comes from, and what it leads to beyond a change in place. */
  private String notes(AttributeChange difference) {
    String cause = difference.cause() == Cause.BOTH ? "config and drift" : word(difference.cause());
    String notes =
        switch (difference.onChange()) {
          case UPDATE, GROW -> cause;
          case REPLACE -> cause + "; forces a replacement";
          case REFUSE -> cause + "; cannot be changed";
          case RECORD -> cause + "; only recorded";
        };
    return style.dim("  (" + notes + ")");
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void line(StringBuilder text, String line) {
    text.append(INDENT).append(line).append('\n');
  }
}
