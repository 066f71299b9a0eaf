package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Devices of the node, in the order of their numbers. */
final class DevicesField implements Field {
  private static final int MOST = 256;

  @Override
  public String attribute() {
    return "devices";
  }

  @Override
  public JsonNode read(Map<String, String> config, JsonNode shape) {
    List<String> there = values(config);
    return there.stream()
            .map(DevicesField::parsed)
            .toList()
            .equals(CloudInitField.texts(shape).stream().map(DevicesField::parsed).toList())
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
