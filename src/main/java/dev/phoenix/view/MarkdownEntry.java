package dev.phoenix.view;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Denial;
import dev.phoenix.planfile.PlanJson;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One point of a plan as an entry of a list.
 *
 * @param line what is done to what, and what goes with it
 * @param details what differs, folded; empty if there is nothing to add
 */
record MarkdownEntry(MarkdownPart part, String line, String details) {
  private static final int WIDTH = 1000;
  private static final int SENTENCE = 100;
  private static final String LOSS = "data goes:";

  static MarkdownEntry of(Denial denial, Redaction redaction) {
    return new MarkdownEntry(
        MarkdownPart.DENIED, said(denial.address(), redaction.redact(denial.why())), "");
  }

  static MarkdownEntry of(Change change, Redaction redaction) {
    if (change.blocked() != null) {
      String why = PlanJson.word(change.action()) + ": " + redaction.redact(change.blocked());
      return change.goesWith() == null
          ? new MarkdownEntry(MarkdownPart.BLOCKED, said(change.address(), why), "")
          : new MarkdownEntry(
              MarkdownPart.LOST,
              said(change.address(), "goes with " + change.goesWith() + ". " + why),
              "");
    }
    if (change.deferredTo() != null) {
      String why = "as soon as " + change.deferredTo() + " is up";
      return new MarkdownEntry(MarkdownPart.DEFERRED, said(change.address(), why), "");
    }
    return new MarkdownEntry(part(change), line(change, redaction), details(change, redaction));
  }

  private static String said(Address address, String why) {
    return "- " + Markdown.code(address.toString()) + " " + Markdown.text(why) + "\n";
  }

  private static MarkdownPart part(Change change) {
    if (change.action() == Action.DELETE
        || change.action() == Action.REPLACE
        || change.reasons().stream().anyMatch(MarkdownEntry::isLoss)) {
      return MarkdownPart.DESTROYS;
    }
    if (change.action() == Action.CREATE) {
      return MarkdownPart.CREATES;
    }
    return switch (change.disruption()) {
      case REBOOT, RECREATE -> MarkdownPart.DESTROYS;
      case RESTART -> MarkdownPart.RESTARTS;
      case NONE -> MarkdownPart.CHANGES;
    };
  }

  private static boolean isLoss(String reason) {
    return reason.startsWith(LOSS);
  }

  private static String line(Change change, Redaction redaction) {
    StringBuilder line = new StringBuilder("- ");
    line.append(Markdown.code(change.action().sign() + " " + change.address()));
    if (change.movedFrom() != null) {
      line.append(" was ").append(Markdown.code(change.movedFrom().toString()));
    }
    line.append(' ').append(PlanJson.word(change.action()));
    String disruption =
        change.action() == Action.CREATE || change.action() == Action.DELETE
            ? ""
            : disruption(change.disruption());
    line.append(disruption.isEmpty() ? "" : ", " + disruption);
    ServicesLine.of(change).ifPresent(running -> line.append("; ").append(running));
    String losses =
        change.reasons().stream()
            .filter(MarkdownEntry::isLoss)
            .map(reason -> Markdown.text(redaction.redact(reason)))
            .collect(Collectors.joining("; "));
    line.append(losses.isEmpty() ? "" : "; **" + losses + "**");
    return line.append('\n').toString();
  }

  private static String disruption(Rule.Disruption disruption) {
    return switch (disruption) {
      case NONE -> "";
      case RESTART -> "restarts what runs";
      case REBOOT -> "reboots the machine";
      case RECREATE -> "makes what runs anew";
    };
  }

  private static String details(Change change, Redaction redaction) {
    List<String> plain = new ArrayList<>();
    List<String> blocks = new ArrayList<>();
    change.reasons().stream()
        .filter(reason -> !isLoss(reason))
        .forEach(reason -> plain.addAll(Wrap.lines("# " + redaction.redact(reason), SENTENCE)));
    if (change.action() == Action.CREATE && change.desired() != null) {
      CreationView.lines(change.desired())
          .forEach(it -> plain.addAll(redaction.redact(it).lines().toList()));
    }
    DifferenceView view = new DifferenceView(Style.PLAIN, WIDTH);
    for (AttributeChange difference : change.differences()) {
      if (isLong(difference)) {
        blocks.add("");
        blocks.add(Markdown.text(difference.path()) + ":");
        blocks.add("");
        blocks.addAll(Markdown.fenced("diff", diff(difference, redaction)));
      } else {
        view.lines(difference).forEach(it -> plain.add(redaction.redact(it)));
      }
    }
    if (!plain.isEmpty()) {
      blocks.addAll(0, Markdown.fenced("", plain));
    }
    return blocks.isEmpty() ? "" : folded(blocks);
  }

  private static boolean isLong(AttributeChange difference) {
    return !difference.sensitive()
        && (ValueText.isLong(difference.before()) || ValueText.isLong(difference.after()));
  }

  private static List<String> diff(AttributeChange difference, Redaction redaction) {
    return UnifiedDiff.of(
        text(difference.before(), redaction), text(difference.after(), redaction));
  }

  private static String text(@Nullable JsonNode value, Redaction redaction) {
    return value == null ? "" : redaction.redact(value.asString());
  }

  /** Within the entry, so indented. */
  private static String folded(List<String> blocks) {
    List<String> lines = new ArrayList<>(List.of("", "<details><summary>details</summary>", ""));
    lines.addAll(blocks);
    lines.addAll(List.of("", "</details>", ""));
    return lines.stream()
        .map(line -> line.isEmpty() ? "\n" : "  " + line + "\n")
        .collect(Collectors.joining());
  }
}
