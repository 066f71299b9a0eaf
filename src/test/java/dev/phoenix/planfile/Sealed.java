package dev.phoenix.planfile;

import dev.phoenix.json.JsonText;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Plans with a seal that fits, whatever is in them: what could be forged, reading must bear. */
public final class Sealed {
  private Sealed() {}

  /** The same with the right seal, if it is a JSON object. */
  public static byte[] again(byte[] plan) {
    try {
      if (JsonText.read(new String(plan, StandardCharsets.UTF_8)) instanceof ObjectNode json) {
        json.remove("sha256");
        json.put("sha256", PlanJson.sha256(json));
        return JsonText.write(json).getBytes(StandardCharsets.UTF_8);
      }
    } catch (JacksonException noJson) {
      // It stays what it is.
    }
    return plan;
  }
}
