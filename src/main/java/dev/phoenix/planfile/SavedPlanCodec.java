package dev.phoenix.planfile;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Scope;
import dev.phoenix.plan.Step;
import dev.phoenix.plan.Still;
import dev.phoenix.planfile.SavedPlan.About;
import dev.phoenix.planfile.SavedPlan.Mark;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a saved plan. */
final class SavedPlanCodec {
  /** Stands for a secret of which only the name is in a plan. */
  private static final Secret UNKNOWN = new Secret("");

  private SavedPlanCodec() {}

  static ObjectNode write(SavedPlan saved) {
    ObjectNode json = PlanFile.begin(JsonNodeFactory.instance.objectNode());
    About about = saved.about();
    json.put("command", about.destroy() ? "destroy" : "apply");
    json.put("lab", about.lab());
    PlanJson.texts(json.putArray("adopt"), about.adopt());
    PlanJson.texts(json.putArray("replace"), about.replace());
    PlanJson.texts(json.putArray("gone"), about.gone());
    PlanJson.texts(json.putArray("exclude"), about.exclude());
    ObjectNode state = json.putObject("state");
    if (about.lineage() != null) {
      state.put("lineage", about.lineage());
    }
    state.put("serial", about.serial());
    json.put("salt", about.salt());
    PlanJson.still(about.still(), json);
    PlanJson.write(saved.plan(), json);
    warnings(saved.plan().warnings(), json.putArray("warnings"));
    List<Change> changes = saved.plan().changes();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      Mark mark = Objects.requireNonNull(saved.marks().get(change.address()));
      fingerprints(change, mark, (ObjectNode) json.path("changes").path(i));
    }
    return json;
  }

  private static void warnings(List<Diagnostic> warnings, ArrayNode list) {
    for (Diagnostic warning : warnings) {
      ObjectNode json = list.addObject().put("summary", warning.summary());
      json.put("detail", warning.detail());
      if (warning.subject() != null) {
        json.put("subject", warning.subject());
      }
    }
  }

  private static Diagnostic warning(JsonNode json) {
    Diagnostic warning = Diagnostic.warning(text(json, "summary"), text(json, "detail"));
    String subject = optional(json, "subject");
    return subject == null ? warning : warning.about(subject);
  }

  private static void fingerprints(Change change, Mark mark, ObjectNode json) {
    Resource desired = change.desired();
    if (desired != null) {
      ObjectNode wanted = json.putObject("desired");
      wanted.set("attributes", desired.attributes().toJson());
      PlanJson.texts(wanted.putArray("dependencies"), desired.dependencies());
      if (desired.within() != null) {
        wanted.put("within", desired.within().toString());
      }
      wanted.put("protected", desired.isProtected());
      ObjectNode secrets = wanted.putObject("secret_digests");
      mark.secrets().forEach(secrets::put);
    }
    if (!mark.recorded().isEmpty()) {
      json.put("recorded", mark.recorded());
    }
    observed(change.observed(), json.putObject("observed"));
  }

  private static void observed(Observation observed, ObjectNode json) {
    switch (observed) {
      case Observation.Present present -> {
        json.put("is", "present");
        ObjectNode identity = json.putObject("identity");
        present.identity().parts().forEach(identity::put);
        json.set("attributes", present.attributes().toJson());
      }
      case Observation.Absent _ -> json.put("is", "absent");
      case Observation.Unreachable(String reason) ->
          json.put("is", "unreachable").put("reason", reason);
    }
  }

  static SavedPlan read(ObjectNode json) {
    About about =
        new About(
            json.path("lab").asBoolean(false),
            json.path("command").asString("").equals("destroy"),
            patterns(json.path("adopt")),
            patterns(json.path("replace")),
            patterns(json.path("gone")),
            patterns(json.path("exclude")),
            optional(json.path("state"), "lineage"),
            json.path("state").path("serial").asLong(0),
            text(json, "salt"),
            new Still(json.path("unchanged").asInt(0), json.path("unseen").asInt(0)));
    List<Change> changes = new ArrayList<>();
    SortedMap<Address, Mark> marks = new TreeMap<>();
    for (JsonNode one : json.path("changes")) {
      Change change = change(one);
      changes.add(change);
      marks.put(
          change.address(),
          new Mark(
              texts(one.path("desired").path("secret_digests")),
              one.path("recorded").asString("")));
    }
    List<Step> steps = new ArrayList<>();
    json.path("steps").forEach(step -> steps.add(step(step)));
    List<Diagnostic> warnings = new ArrayList<>();
    json.path("warnings").forEach(warning -> warnings.add(warning(warning)));
    Plan plan = new Plan(scope(json.path("scope")), changes, steps, List.of(), warnings);
    return new SavedPlan(about, plan, marks);
  }

  private static Scope scope(JsonNode json) {
    return new Scope(
        patterns(json.path("targets")),
        json.path("hosts").valueStream().map(host -> host.asString("")).collect(Collectors.toSet()),
        patterns(json.path("excludes")));
  }

  private static Step step(JsonNode json) {
    List<Integer> after = new ArrayList<>();
    json.path("after").forEach(number -> after.add(number.asInt()));
    return new Step(
        json.path("number").asInt(),
        Address.parse(text(json, "address")),
        word(Step.Operation.class, text(json, "operation")),
        after);
  }

  private static Change change(JsonNode json) {
    Address address = Address.parse(text(json, "address"));
    String cause = optional(json, "cause");
    List<AttributeChange> differences = new ArrayList<>();
    json.path("differences").forEach(difference -> differences.add(difference(difference)));
    List<String> reasons = new ArrayList<>();
    json.path("reasons").forEach(reason -> reasons.add(reason.asString()));
    return new Change(
        address,
        word(Action.class, text(json, "action")),
        cause == null ? null : word(Cause.class, cause),
        differences,
        reasons,
        word(Rule.Disruption.class, text(json, "disruption")),
        address(json, "moved_from"),
        optional(json, "blocked"),
        address(json, "deferred_to"),
        address(json, "goes_with"),
        desired(address, json.path("desired")),
        null,
        observed(json.path("observed")));
  }

  private static AttributeChange difference(JsonNode json) {
    return new AttributeChange(
        text(json, "path"),
        json.get("before"),
        json.get("after"),
        word(Cause.class, text(json, "cause")),
        json.path("sensitive").asBoolean(false),
        word(Rule.OnChange.class, text(json, "leads_to")),
        word(Rule.Disruption.class, text(json, "disruption")),
        json.path("restless").asBoolean(false));
  }

  private static @Nullable Resource desired(Address address, JsonNode json) {
    if (!(json instanceof ObjectNode)) {
      return null;
    }
    SortedMap<String, Secret> secrets = new TreeMap<>();
    json.path("secret_digests").propertyNames().forEach(path -> secrets.put(path, UNKNOWN));
    TreeSet<Address> dependencies = new TreeSet<>();
    json.path("dependencies").forEach(one -> dependencies.add(Address.parse(one.asString())));
    return new Resource(
        address,
        attributes(json),
        secrets,
        dependencies,
        address(json, "within"),
        json.path("protected").asBoolean(false),
        null);
  }

  private static Attributes attributes(JsonNode json) {
    return json.path("attributes") instanceof ObjectNode object
        ? Attributes.of(object)
        : Attributes.NONE;
  }

  private static Observation observed(JsonNode json) {
    return switch (text(json, "is")) {
      case "present" ->
          new Observation.Present(Identity.of(texts(json.path("identity"))), attributes(json));
      case "absent" -> new Observation.Absent();
      case "unreachable" -> new Observation.Unreachable(text(json, "reason"));
      default -> throw new IllegalArgumentException("an object is neither there nor not there");
    };
  }

  private static SortedMap<String, String> texts(JsonNode json) {
    SortedMap<String, String> texts = new TreeMap<>();
    json.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }

  private static Set<AddressPattern> patterns(JsonNode json) {
    return json.valueStream()
        .map(one -> new AddressPattern(one.asString("")))
        .collect(Collectors.toSet());
  }

  private static @Nullable Address address(JsonNode json, String name) {
    String text = optional(json, name);
    return text == null ? null : Address.parse(text);
  }

  private static @Nullable String optional(JsonNode json, String name) {
    return json.has(name) ? text(json, name) : null;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("\"" + name + "\" is missing or no text");
    }
    return value.stringValue();
  }

  private static <T extends Enum<T>> T word(Class<T> kind, String word) {
    return Enum.valueOf(kind, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
