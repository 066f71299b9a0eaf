package dev.phoenix.planfile;

import dev.phoenix.digest.Sha256;
import dev.phoenix.json.JsonText;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Scope;
import dev.phoenix.plan.Step;
import dev.phoenix.plan.Still;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan as a tree for programs. Never holds a secret. */
public final class PlanJson {
  private PlanJson() {}

  /** Adds {@code changes, steps, totals, deferred, blocked, denials, hash, scope}. */
  public static void write(Plan plan, ObjectNode json) {
    changes(plan, json);
    ArrayNode steps = json.putArray("steps");
    plan.steps().forEach(step -> step(step, steps.addObject()));
    ObjectNode totals = json.putObject("totals");
    plan.totals().forEach((action, count) -> totals.put(word(action), count));
    json.put("deferred", plan.deferred());
    json.put("blocked", plan.blocked());
    ArrayNode denials = json.putArray("denials");
    plan.denials()
        .forEach(denial ->
            denials
                .addObject()
                .put("address", denial.address().toString())
                .put("why", denial.why()));
    json.put("hash", hash(plan));
    scope(plan.scope(), json);
  }

  /** Adds {@code changes}. */
  public static void changes(Plan plan, ObjectNode json) {
    ArrayNode changes = json.putArray("changes");
    plan.touched().changes().forEach(change -> change(change, changes.addObject()));
  }

  /** Adds {@code unchanged} and {@code unseen}. */
  public static void still(Still still, ObjectNode json) {
    json.put("unchanged", still.unchanged());
    json.put("unseen", still.unseen());
  }

  /** Adds {@code scope}, where the plan is about a part of the fleet. */
  private static void scope(Scope scope, ObjectNode json) {
    if (scope.isEverything()) {
      return;
    }
    ObjectNode part = json.putObject("scope");
    texts(part.putArray("targets"), scope.targets());
    texts(part.putArray("hosts"), scope.hosts());
    texts(part.putArray("excludes"), scope.excludes());
  }

  static void texts(ArrayNode list, Collection<?> values) {
    values.stream().map(Object::toString).sorted().forEach(list::add);
  }

  static void change(Change change, ObjectNode json) {
    json.put("address", change.address().toString());
    json.put("action", word(change.action()));
    if (change.cause() != null) {
      json.put("cause", word(change.cause()));
    }
    json.put("disruption", word(change.disruption()));
    if (change.movedFrom() != null) {
      json.put("moved_from", change.movedFrom().toString());
    }
    if (change.blocked() != null) {
      json.put("blocked", change.blocked());
    }
    if (change.deferredTo() != null) {
      json.put("deferred_to", change.deferredTo().toString());
    }
    if (change.goesWith() != null) {
      json.put("goes_with", change.goesWith().toString());
    }
    ArrayNode reasons = json.putArray("reasons");
    change.reasons().forEach(reasons::add);
    ArrayNode differences = json.putArray("differences");
    change.differences().forEach(d -> difference(d, differences.addObject()));
    if (change.action() == Action.CREATE && change.desired() != null) {
      json.set("attributes", change.desired().attributes().toJson());
      ArrayNode secrets = json.putArray("secrets");
      change.desired().secrets().keySet().forEach(secrets::add);
    }
  }

  private static void difference(AttributeChange difference, ObjectNode json) {
    json.put("path", difference.path());
    json.put("cause", word(difference.cause()));
    json.put("leads_to", word(difference.onChange()));
    json.put("disruption", word(difference.disruption()));
    if (difference.sensitive()) {
      json.put("sensitive", true);
    } else {
      json.set("before", difference.before());
      json.set("after", difference.after());
    }
    if (difference.restless()) {
      json.put("restless", true);
    }
  }

  /** {@code number, address, operation, after}. */
  public static void step(Step step, ObjectNode json) {
    json.put("number", step.number());
    json.put("address", step.address().toString());
    json.put("operation", word(step.operation()));
    ArrayNode after = json.putArray("after");
    step.after().forEach(after::add);
  }

  /**
   * The same for plans that mean the same: what is done to what, in which order, and why it is
   * held. Wordings, ids and the values of secrets do not count.
   *
   * @return a SHA-256 in hexadecimal digits
   */
  public static String hash(Plan plan) {
    Plan touched = plan.touched();
    ObjectNode meaning = JsonNodeFactory.instance.objectNode();
    ArrayNode changes = meaning.putArray("changes");
    for (Change change : touched.changes()) {
      ObjectNode json = changes.addObject();
      change(change, json);
      withoutMoments(change, json.withArray("differences"));
      json.remove("reasons");
      json.remove("blocked");
      json.put("held", change.isHeld());
    }
    ArrayNode steps = meaning.putArray("steps");
    touched.steps().forEach(step -> step(step, steps.addObject()));
    return sha256(meaning);
  }

  /** A container that restarts is now this and now that. */
  private static void withoutMoments(Change change, ArrayNode differences) {
    for (int i = 0; i < change.differences().size(); i++) {
      if (change.differences().get(i).restless()) {
        ((ObjectNode) differences.get(i)).remove("before");
      }
    }
  }

  static String sha256(ObjectNode json) {
    return Sha256.hex(JsonText.write(json).getBytes(StandardCharsets.UTF_8));
  }

  /** {@code NO_OP} as {@code no-op}: a word for people and programs alike. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
