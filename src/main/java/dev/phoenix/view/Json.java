package dev.phoenix.view;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Still;
import dev.phoenix.planfile.PlanJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans, reports and diagnostics for programs. Each document carries the {@code format} it has:
 * members may be added within a format, and are taken away or change meaning only with the next.
 */
public final class Json {
  public static final int FORMAT = 1;

  private Json() {}

  /** {@code {"format", "version"}}. */
  public static String version(String version) {
    return text(document().put("version", version));
  }

  /**
   * {@code {"format", "valid", "diagnostics", "not_set"}}.
   *
   * @param missing secrets that are not there, and that a check of the files needs not
   */
  public static String diagnostics(List<Diagnostic> diagnostics, Collection<String> missing) {
    ObjectNode json = document();
    json.put("valid", diagnostics.stream().noneMatch(Diagnostic::isError));
    diagnostics(json, "diagnostics", diagnostics);
    missing.forEach(json.putArray("not_set")::add);
    return text(json);
  }

  /**
   * {@code {"format", "changes", "steps", "totals", "deferred", "blocked", "denials", "hash",
   * "scope", "unchanged", "unseen", "warnings"}}.
   *
   * @param more resources that stay as they are and are not in the plan
   */
  public static String plan(Plan plan, Still more) {
    ObjectNode json = document();
    PlanJson.write(plan, json);
    PlanJson.still(plan.still().plus(more), json);
    diagnostics(json, "warnings", plan.warnings());
    return text(json);
  }

  /** {@code {"format", "changes", "unchanged", "unseen", "warnings"}}. */
  public static String drift(Plan drift) {
    ObjectNode json = document();
    PlanJson.changes(drift, json);
    PlanJson.still(drift.still(), json);
    diagnostics(json, "warnings", drift.warnings());
    return text(json);
  }

  /**
   * {@code {"format", "complete", "interrupted", "outcomes", "resume", "problems"}}.
   *
   * @param left why it did not go on after that, or what could not be done
   */
  public static String report(Report report, String resume, List<Diagnostic> left) {
    ObjectNode json = document();
    boolean complete = report.isComplete() && left.isEmpty();
    json.put("complete", complete);
    json.put("interrupted", report.interrupted());
    ArrayNode outcomes = json.putArray("outcomes");
    report.outcomes().forEach(outcome -> outcome(outcomes.addObject(), outcome));
    if (!complete) {
      json.put("resume", resume);
    }
    List<Diagnostic> problems = new ArrayList<>(report.problems());
    problems.addAll(left);
    diagnostics(json, "problems", problems);
    return text(json);
  }

  /** The same of a run that has begun nothing; there is nothing to go on from. */
  public static String unbegun(boolean interrupted, List<Diagnostic> problems) {
    ObjectNode json = document();
    json.put("complete", false);
    json.put("interrupted", interrupted);
    json.putArray("outcomes");
    diagnostics(json, "problems", problems);
    return text(json);
  }

  private static void outcome(ObjectNode json, Outcome outcome) {
    PlanJson.step(outcome.step(), json);
    json.remove("after");
    switch (outcome) {
      case Outcome.Done done ->
          json.put("outcome", "done").put("milliseconds", done.took().toMillis());
      case Outcome.Failed failed ->
          json.put("outcome", "failed")
              .put("kind", PlanJson.word(failed.kind()))
              .put("message", failed.message());
      case Outcome.Skipped skipped ->
          json.put("outcome", "skipped").put("because", skipped.because().toString());
      case Outcome.NotStarted _ -> json.put("outcome", "not-started");
    }
  }

  private static void diagnostics(ObjectNode json, String name, List<Diagnostic> diagnostics) {
    ArrayNode array = json.putArray(name);
    for (Diagnostic diagnostic : diagnostics) {
      ObjectNode one = array.addObject();
      one.put("severity", PlanJson.word(diagnostic.severity()));
      one.put("summary", diagnostic.summary());
      one.put("detail", diagnostic.detail());
      Position position = diagnostic.position();
      if (position != null) {
        one.put("file", position.file());
        one.put("line", position.line());
        one.put("column", position.column());
      }
      if (diagnostic.subject() != null) {
        one.put("subject", diagnostic.subject());
      }
    }
  }

  private static ObjectNode document() {
    return JsonNodeFactory.instance.objectNode().put("format", FORMAT);
  }

  private static String text(ObjectNode json) {
    return json.toPrettyString() + "\n";
  }
}
