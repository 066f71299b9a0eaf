package dev.phoenix.view;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
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

  /** {@code {"format", "valid", "diagnostics"}}. */
  public static String diagnostics(List<Diagnostic> diagnostics) {
    ObjectNode json = document();
    json.put("valid", diagnostics.stream().noneMatch(Diagnostic::isError));
    diagnostics(json, "diagnostics", diagnostics);
    return text(json);
  }

  /**
   * {@code {"format", "changes", "steps", "totals", "deferred", "blocked", "denials", "warnings"}};
   * unchanged ones are counted.
   */
  public static String plan(Plan plan) {
    ObjectNode json = document();
    ArrayNode changes = json.putArray("changes");
    plan.changes().stream()
        .filter(change -> change.action() != Action.NO_OP)
        .forEach(change -> change(changes.addObject(), change));
    ArrayNode steps = json.putArray("steps");
    plan.steps().forEach(step -> step(steps.addObject(), step));
    ObjectNode totals = json.putObject("totals");
    plan.totals().forEach((action, count) -> totals.put(ChangeView.word(action), count));
    json.put("deferred", plan.deferred());
    json.put("blocked", plan.blocked());
    ArrayNode denials = json.putArray("denials");
    plan.denials()
        .forEach(denial ->
            denials
                .addObject()
                .put("address", denial.address().toString())
                .put("why", denial.why()));
    diagnostics(json, "warnings", plan.warnings());
    return text(json);
  }

  private static void change(ObjectNode json, Change change) {
    json.put("address", change.address().toString());
    json.put("action", ChangeView.word(change.action()));
    if (change.cause() != null) {
      json.put("cause", ChangeView.word(change.cause()));
    }
    json.put("disruption", ChangeView.word(change.disruption()));
    if (change.movedFrom() != null) {
      json.put("moved_from", change.movedFrom().toString());
    }
    if (change.blocked() != null) {
      json.put("blocked", change.blocked());
    }
    if (change.deferredTo() != null) {
      json.put("deferred_to", change.deferredTo().toString());
    }
    ArrayNode reasons = json.putArray("reasons");
    change.reasons().forEach(reasons::add);
    ArrayNode differences = json.putArray("differences");
    change.differences().forEach(d -> difference(differences.addObject(), d));
    if (change.action() == Action.CREATE && change.desired() != null) {
      json.set("attributes", change.desired().attributes().toJson());
      ArrayNode secrets = json.putArray("secrets");
      change.desired().secrets().keySet().forEach(secrets::add);
    }
  }

  private static void difference(ObjectNode json, AttributeChange difference) {
    json.put("path", difference.path());
    json.put("cause", ChangeView.word(difference.cause()));
    json.put("leads_to", ChangeView.word(difference.onChange()));
    if (difference.sensitive()) {
      json.put("sensitive", true);
    } else {
      json.set("before", difference.before());
      json.set("after", difference.after());
    }
  }

  private static void step(ObjectNode json, Step step) {
    json.put("number", step.number());
    json.put("address", step.address().toString());
    json.put("operation", ChangeView.word(step.operation()));
    ArrayNode after = json.putArray("after");
    step.after().forEach(after::add);
  }

  /** {@code {"format", "complete", "interrupted", "outcomes", "resume", "problems"}}. */
  public static String report(Report report, String resume) {
    ObjectNode json = document();
    json.put("complete", report.isComplete());
    json.put("interrupted", report.interrupted());
    ArrayNode outcomes = json.putArray("outcomes");
    report.outcomes().forEach(outcome -> outcome(outcomes.addObject(), outcome));
    if (!report.isComplete()) {
      json.put("resume", resume);
    }
    diagnostics(json, "problems", report.problems());
    return text(json);
  }

  private static void outcome(ObjectNode json, Outcome outcome) {
    step(json, outcome.step());
    json.remove("after");
    switch (outcome) {
      case Outcome.Done done ->
          json.put("outcome", "done").put("milliseconds", done.took().toMillis());
      case Outcome.Failed failed ->
          json.put("outcome", "failed")
              .put("kind", ChangeView.word(failed.kind()))
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
      one.put("severity", ChangeView.word(diagnostic.severity()));
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
