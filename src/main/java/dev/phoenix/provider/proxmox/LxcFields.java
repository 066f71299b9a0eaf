package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** The attributes of a container that stand in its configuration. */
final class LxcFields {
  private LxcFields() {}

  static List<Field> all() {
    List<Field> fields = new ArrayList<>(CommonFields.ALL);
    fields.addAll(
        List.of(
            Field.text("name", "hostname", ""),
            Field.number("cores", "cores", 0),
            Field.number("memory", "memory", 512),
            Field.number("swap", "swap", 512),
            Field.text("search_domain", "searchdomain", ""),
            Field.text("hookscript", "hookscript", ""),
            new Unprivileged(),
            new NameServers(),
            new Features(),
            new NetsField(Guest.Kind.CONTAINER),
            new MountsField.Root(),
            new MountsField(),
            new DevicesField()));
    return List.copyOf(fields);
  }

  /** Given at creation once and for all. */
  private static final class Unprivileged implements Field {
    @Override
    public String attribute() {
      return "unprivileged";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      return BooleanNode.valueOf(PropertyString.isTrue(config.getOrDefault("unprivileged", "0")));
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {}
  }

  private static final class NameServers implements Field {
    @Override
    public String attribute() {
      return "nameservers";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      return CloudInitField.list(CloudInitField.words(config.getOrDefault("nameserver", "")));
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      String servers = String.join(" ", CloudInitField.texts(wanted));
      if (servers.isEmpty()) {
        change.remove("nameserver");
      } else {
        change.set("nameserver", servers);
      }
    }
  }

  private static final class Features implements Field {
    @Override
    public String attribute() {
      return "features";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      PropertyString features = PropertyString.parse(config.getOrDefault("features", ""), "");
      Members members = new Members(shape);
      SortedSet<String> names = new TreeSet<>(features.all().keySet());
      names.addAll(shape.propertyNames());
      for (String name : names) {
        if (name.equals("mount")) {
          members.text(name, features.get(name));
        } else {
          members.flag(name, features.flag(name), false);
        }
      }
      return members.build();
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      PropertyString features = PropertyString.empty("");
      for (String name : wanted.propertyNames()) {
        JsonNode value = wanted.path(name);
        features =
            value.isBoolean()
                ? features.with(name, value.asBoolean() ? "1" : null)
                : features.with(name, value.asString());
      }
      if (features.properties().isEmpty()) {
        change.remove("features");
      } else {
        change.set("features", features.print());
      }
    }
  }
}
