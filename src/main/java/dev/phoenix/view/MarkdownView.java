package dev.phoenix.view;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Still;
import dev.phoenix.planfile.PlanJson;
import dev.phoenix.resource.Redaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A plan as a comment to a pull request. Where it would be longer than servers take, details are
 * left out before changes, and harmless ones before those that destroy something.
 */
public final class MarkdownView {
  /** What GitHub and Gitea take of one comment. */
  static final int MOST = 65_536;

  /** For the title, the headings and what is said of what was left out. */
  private static final int FRAME = 3000;

  /** For all warnings. */
  private static final int WARNINGS = 6000;

  private final Redaction redaction;

  /**
   * A view of plans.
   *
   * @param redaction of what is shown, before anything in it is written in another way
   */
  public MarkdownView(Redaction redaction) {
    this.redaction = redaction;
  }

  /**
   * The plan as Markdown.
   *
   * @param more resources that stay as they are and are not in the plan
   */
  public String render(Plan plan, Still more) {
    List<Change> shown =
        plan.changes().stream().filter(change -> change.action() != Action.NO_OP).toList();
    Still still = plan.still().plus(more);
    PlanView words = new PlanView(Style.PLAIN, Terminal.Look.WIDTH);
    if (shown.isEmpty()) {
      return "## Plan: no changes\n\n"
          + sentences(PlanView.part(plan.scope()) + words.nothing(plan, still))
          + "\n\n"
          + hash(plan)
          + warnings(plan);
    }
    List<Change> done = shown.stream().filter(change -> !change.isHeld()).toList();
    String totals = words.totals(done, plan.deferred(), plan.blocked());
    StringBuilder text = new StringBuilder("## ").append(totals).append('\n');
    if (!plan.denials().isEmpty()) {
      text.append("**Denied: an apply does nothing of this.**\n\n");
    }
    String aside = PlanView.still(still) + PlanView.part(plan.scope());
    if (!aside.isEmpty()) {
      text.append(sentences(aside)).append(' ');
    }
    String warnings = warnings(plan);
    text.append(hash(plan)).append(warnings);
    List<MarkdownEntry> entries = new ArrayList<>();
    plan.denials().forEach(denial -> entries.add(MarkdownEntry.of(denial, redaction)));
    shown.parallelStream()
        .map(change -> MarkdownEntry.of(change, redaction))
        .toList()
        .forEach(entries::add);
    entries(text, entries, MOST - FRAME - warnings.length());
    return text.toString();
  }

  private static String sentences(String lines) {
    return Markdown.text(lines.strip().replace('\n', ' '));
  }

  /** What nobody who agrees to the plan must have missed, as far as there is room for it. */
  private String warnings(Plan plan) {
    if (plan.warnings().isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder("\n### Warnings: %d\n\n".formatted(plan.warnings().size()));
    int said = 0;
    for (Diagnostic warning : plan.warnings()) {
      String words = redaction.redact(warning.summary() + ". " + warning.detail());
      String line = "- " + Markdown.text(words.replace('\n', ' ').strip()) + "\n";
      if (text.length() + line.length() > WARNINGS) {
        text.append("- and ")
            .append(plan.warnings().size() - said)
            .append(" more: `phoenix plan` says all\n");
        break;
      }
      text.append(line);
      said++;
    }
    return text.toString();
  }

  private static String hash(Plan plan) {
    return "Hash: `" + PlanJson.hash(plan) + "`\n";
  }

  private static void entries(StringBuilder text, List<MarkdownEntry> entries, int most) {
    Room room = new Room(most);
    Predicate<MarkdownEntry> grave = entry -> entry.part().isGrave();
    Set<MarkdownEntry> lines = new HashSet<>();
    Set<MarkdownEntry> details = new HashSet<>();
    room.fill(lines, entries, grave, MarkdownEntry::line);
    room.fill(details, entries, grave.and(lines::contains), MarkdownEntry::details);
    room.fill(lines, entries, grave.negate(), MarkdownEntry::line);
    room.fill(details, entries, grave.negate().and(lines::contains), MarkdownEntry::details);
    leftOut(text, entries, lines, details);
    for (MarkdownPart part : MarkdownPart.values()) {
      List<MarkdownEntry> members = entries.stream().filter(it -> it.part() == part).toList();
      if (!members.isEmpty()) {
        part(text, part, members, lines, details);
      }
    }
  }

  private static void leftOut(
      StringBuilder text,
      List<MarkdownEntry> entries,
      Set<MarkdownEntry> lines,
      Set<MarkdownEntry> details) {
    List<MarkdownEntry> unlisted = entries.stream().filter(it -> !lines.contains(it)).toList();
    long folded =
        entries.stream().filter(it -> lines.contains(it) && !details.contains(it)).count();
    if (unlisted.isEmpty() && folded == 0) {
      return;
    }
    text.append("\nToo long for a comment. Left out, the least dangerous first: ")
        .append("the details of ")
        .append(PlanView.count(folded, "change"))
        .append(", and ")
        .append(PlanView.count(unlisted.size(), "change"))
        .append(" altogether. `phoenix plan` shows all.\n");
    long grave = unlisted.stream().filter(it -> it.part().isGrave()).count();
    if (grave > 0) {
      text.append("\n**")
          .append(grave)
          .append(" of those left out are denied, or delete, make anew, reboot or lose data:")
          .append(" do not agree to this plan by this comment.**\n");
    }
  }

  private static void part(
      StringBuilder text,
      MarkdownPart part,
      List<MarkdownEntry> members,
      Set<MarkdownEntry> lines,
      Set<MarkdownEntry> details) {
    text.append("\n### %s: %d\n\n".formatted(part.title(), members.size()));
    if (!part.explanation().isEmpty()) {
      text.append(part.explanation()).append("\n\n");
    }
    int more = 0;
    for (MarkdownEntry member : members) {
      if (lines.contains(member)) {
        text.append(member.line());
        text.append(details.contains(member) ? member.details() : "");
      } else {
        more++;
      }
    }
    if (more > 0) {
      text.append("- and ").append(more).append(" more\n");
    }
  }

  /** Characters that are left. */
  private static final class Room {
    private int left;

    Room(int left) {
      this.left = left;
    }

    /** Adds those of the candidates whose text there is room for, the gravest part first. */
    void fill(
        Set<MarkdownEntry> chosen,
        List<MarkdownEntry> entries,
        Predicate<MarkdownEntry> candidate,
        Function<MarkdownEntry, String> text) {
      for (MarkdownPart part : MarkdownPart.values()) {
        for (MarkdownEntry entry : entries) {
          int length = text.apply(entry).length();
          if (entry.part() == part && length <= left && candidate.test(entry)) {
            left -= length;
            chosen.add(entry);
          }
        }
      }
    }
  }
}
