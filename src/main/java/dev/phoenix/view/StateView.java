package dev.phoenix.view;

import dev.phoenix.planfile.PlanJson;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.state.State;
import java.util.Collection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the state remembers, as text and as JSON. */
public final class StateView {
  /** The version of the JSON form. */
  public static final int FORMAT = 1;

  private final Style style;

  public StateView(Style style) {
    this.style = style;
  }

  public static String list(Collection<Address> addresses) {
    StringBuilder text = new StringBuilder();
    addresses.forEach(address -> text.append(address).append('\n'));
    return text.toString();
  }

  /** {@code {"format": 1, name: [address, ...]}}. */
  public static String json(String name, Collection<Address> addresses) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    ArrayNode array = json.putArray(name);
    addresses.forEach(address -> array.add(address.toString()));
    return json.toPrettyString() + "\n";
  }

  public String render(State state) {
    StringBuilder text = new StringBuilder();
    Grouping.of(state.resources().values(), Recorded::address)
        .forEach((group, members) -> {
          text.append(style.bold(group)).append('\n');
          members.forEach(recorded -> text.append("  ").append(headline(recorded)));
          text.append('\n');
        });
    if (state.resources().isEmpty()) {
      return style.hint("Nothing is recorded: phoenix apply records what it makes.\n");
    }
    return text.append(PlanView.count(state.resources().size(), "resource"))
        .append(", serial ")
        .append(state.serial())
        .append(".\n")
        .toString();
  }

  private String headline(Recorded recorded) {
    String unfinished =
        recorded.status() == Recorded.Status.INCOMPLETE ? style.yellow("  incomplete") : "";
    String kept = recorded.isProtected() ? style.green("  protected") : "";
    return recorded.address() + unfinished + kept + "\n";
  }

  public String render(Recorded recorded) {
    StringBuilder text = new StringBuilder(style.bold(headline(recorded).strip())).append('\n');
    recorded
        .identity()
        .parts()
        .forEach((part, value) ->
            text.append("  identity.").append(part).append(": ").append(value).append('\n'));
    recorded
        .attributes()
        .values()
        .forEach((name, value) -> {
          if (ValueText.isLong(value)) {
            text.append("  ").append(name).append(":\n");
            value.asString().lines().forEach(l -> text.append("    | ").append(l).append('\n'));
          } else {
            text.append("  ").append(name).append(": ").append(value).append('\n');
          }
        });
    recorded
        .secretDigests()
        .keySet()
        .forEach(path -> text.append("  ").append(path).append(": (sensitive)\n"));
    recorded.dependencies().forEach(d -> text.append("  depends on ").append(d).append('\n'));
    return text.toString();
  }

  /** {@code {"format": 1, "lineage", "serial", "resources": [...]}}; secrets are only named. */
  public static String json(State state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    json.put("lineage", state.lineage()).put("serial", state.serial());
    ArrayNode resources = json.putArray("resources");
    state.resources().values().forEach(recorded -> resources.add(tree(recorded)));
    return json.toPrettyString() + "\n";
  }

  public static String json(Recorded recorded) {
    return tree(recorded).put("format", FORMAT).toPrettyString() + "\n";
  }

  private static ObjectNode tree(Recorded recorded) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("address", recorded.address().toString());
    json.put("status", PlanJson.word(recorded.status()));
    json.put("protected", recorded.isProtected());
    ObjectNode identity = json.putObject("identity");
    recorded.identity().parts().forEach(identity::put);
    json.set("attributes", recorded.attributes().toJson());
    ArrayNode secrets = json.putArray("secrets");
    recorded.secretDigests().keySet().forEach(secrets::add);
    ArrayNode dependencies = json.putArray("dependencies");
    recorded.dependencies().forEach(d -> dependencies.add(d.toString()));
    return json;
  }
}
