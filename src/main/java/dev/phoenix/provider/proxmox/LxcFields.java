package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The attributes of a container that stand in its configuration. */
final class LxcFields {
  private static final String VOLUME = "volume";

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
            new RootDisk(),
            new Mounts(),
            new Devices()));
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

  private static final class RootDisk implements Field {
    @Override
    public String attribute() {
      return "rootfs";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      return volume(
              new Members(shape), PropertyString.parse(config.getOrDefault("rootfs", ""), VOLUME))
          .build();
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      grow("rootfs", wanted, config, change);
    }
  }

  private static Members volume(Members members, PropertyString volume) {
    String name = volume.get(VOLUME, "");
    int colon = name.indexOf(':');
    return members
        .named("storage", StringNode.valueOf(colon < 0 ? name : name.substring(0, colon)))
        .named("size", DiskSize.parse(volume.get("size", "0")).inGibibytes());
  }

  private static void grow(
      String slot, JsonNode wanted, Map<String, String> config, ConfigChange change) {
    PropertyString volume = PropertyString.parse(config.getOrDefault(slot, ""), VOLUME);
    DiskSize size = DiskSize.gibibytes(wanted.path("size").asInt(0));
    if (size.bytes() > DiskSize.parse(volume.get("size", "0")).bytes()) {
      change.resize(slot, size);
    }
  }

  /** Volumes of the storages and folders of the node, by slot. */
  private static final class Mounts implements Field {
    @Override
    public String attribute() {
      return "mounts";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      ObjectNode mounts = JsonNodeFactory.instance.objectNode();
      for (String slot : shape.propertyNames()) {
        String value = config.get(slot);
        if (value != null) {
          mounts.set(slot, mount(PropertyString.parse(value, VOLUME), shape.path(slot)));
        }
      }
      return mounts;
    }

    private static JsonNode mount(PropertyString mount, JsonNode shape) {
      Members members =
          new Members(shape)
              .text("path", mount.get("mp"))
              .flag("read_only", mount.flag("ro"), false);
      String volume = mount.get(VOLUME, "");
      return volume.startsWith("/")
          ? members.text("host_path", volume).build()
          : volume(members, mount).build();
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      JsonNode there = read(config, wanted);
      for (String slot : wanted.propertyNames()) {
        JsonNode mount = wanted.path(slot);
        if (!mount.equals(there.path(slot))) {
          write(slot, mount, config, change);
        }
      }
    }

    private static void write(
        String slot, JsonNode wanted, Map<String, String> config, ConfigChange change) {
      String value = config.get(slot);
      PropertyString before = PropertyString.parse(value == null ? "" : value, VOLUME);
      String folder = DisksField.text(wanted, "host_path");
      String volume =
          folder != null
              ? folder
              : value == null
                  ? wanted.path("storage").asString("") + ":" + wanted.path("size").asInt(1)
                  : before.get(VOLUME, "");
      PropertyString after =
          before
              .with(VOLUME, volume)
              .with("mp", DisksField.text(wanted, "path"))
              .with("ro", DisksField.flag(wanted, "read_only", false));
      if (!after.equals(before)) {
        change.set(slot, after.print());
      }
      if (value != null && folder == null) {
        grow(slot, wanted, config, change);
      }
    }
  }

  /** Devices of the node, in the order of their numbers. */
  private static final class Devices implements Field {
    private static final int MOST = 256;

    @Override
    public String attribute() {
      return "devices";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      List<String> there = values(config);
      return there.stream()
              .map(Devices::parsed)
              .toList()
              .equals(CloudInitField.texts(shape).stream().map(Devices::parsed).toList())
          ? shape
          : CloudInitField.list(there);
    }

    private static List<String> values(Map<String, String> config) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        String value = config.get("dev" + i);
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }

    private static PropertyString parsed(String device) {
      return PropertyString.parse(device, "path");
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      List<String> devices = CloudInitField.texts(wanted);
      for (int i = 0; i < MOST; i++) {
        String key = "dev" + i;
        if (i < devices.size() && !devices.get(i).equals(config.get(key))) {
          change.set(key, parsed(devices.get(i)).print());
        } else if (i >= devices.size() && config.containsKey(key)) {
          change.remove(key);
        }
      }
    }
  }
}
