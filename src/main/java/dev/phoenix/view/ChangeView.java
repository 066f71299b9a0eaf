package dev.phoenix.view;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;

/** One change of a plan as text: a line that says what, and below it what differs and why. */
final class ChangeView {
  static final String INDENT = "      ";

  /** Stands in place of an action's sign where nothing can be done. */
  private static final String BLOCKED = "!";

  private final Style style;
  private final int width;
  private final DifferenceView differences;

  ChangeView(Style style, int width) {
    this.style = style;
    this.width = width;
    this.differences = new DifferenceView(style, width - INDENT.length());
  }

  String render(Change change) {
    StringBuilder text = new StringBuilder();
    text.append("  ").append(sign(change.action())).append(' ');
    head(text, change);
    text.append(disruption(change)).append('\n');
    ServicesLine.of(change).ifPresent(running -> line(text, style.yellow(running)));
    change.reasons().forEach(reason -> reason(text, reason));
    body(text, change);
    return text.toString();
  }

  /** A change that cannot be made now: first why. */
  String blocked(Change change) {
    StringBuilder text = new StringBuilder();
    text.append("  ").append(style.red(BLOCKED)).append(' ');
    head(text, change);
    text.append(style.red("  cannot " + verb(change.action()))).append('\n');
    String why = style.hint(change.blocked() == null ? "" : change.blocked());
    for (String line : Wrap.lines(why, width - INDENT.length())) {
      line(text, line);
    }
    change.reasons().forEach(reason -> reason(text, reason));
    if (change.action() != Action.CREATE) {
      body(text, change);
    }
    return text.toString();
  }

  /** A change that is planned later: what it may be by what is known. */
  String deferred(Change change) {
    StringBuilder text = new StringBuilder();
    text.append("  ").append(style.dim(sign(change.action()))).append(' ');
    head(text, change);
    text.append('\n');
    change.reasons().forEach(reason -> reason(text, reason));
    return text.toString();
  }

  private void head(StringBuilder text, Change change) {
    text.append(style.bold(change.address().toString()));
    if (change.movedFrom() != null) {
      text.append(" (was ").append(change.movedFrom()).append(')');
    }
  }

  private void body(StringBuilder text, Change change) {
    if (change.action() == Action.CREATE && change.desired() != null) {
      CreationView.lines(change.desired())
          .forEach(line -> line(text, Fit.of(line, width - INDENT.length())));
    } else {
      change.differences().forEach(d -> differences.lines(d).forEach(line -> line(text, line)));
    }
  }

  private static String verb(Action action) {
    return switch (action) {
      case CREATE -> "be created";
      case UPDATE -> "be changed";
      case REPLACE -> "be replaced";
      case DELETE -> "be deleted";
      case ADOPT -> "be adopted";
      case FORGET -> "be forgotten";
      case MOVE -> "be moved";
      case NO_OP -> "be checked";
    };
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

  /** The sign of what cannot be done, as in the legend. */
  String blockedSign() {
    return style.red(BLOCKED);
  }

  /** That data is lost stands out; every other reason stays in the background. */
  private void reason(StringBuilder text, String reason) {
    boolean loss = reason.startsWith("data goes:");
    for (String line : Wrap.lines("# " + style.hint(reason), width - INDENT.length())) {
      line(text, loss ? style.red(line) : style.dim(line));
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(INDENT).append(line).append('\n');
  }
}
