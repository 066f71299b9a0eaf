package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Stage;
import dev.phoenix.state.JournalEntry.Begin;
import dev.phoenix.state.JournalEntry.End;
import dev.phoenix.state.JournalEntry.Exists;
import dev.phoenix.state.JournalEntry.Intended;
import dev.phoenix.state.JournalEntry.Settled;
import dev.phoenix.state.JournalEntry.Staged;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON line of each entry of a journal. Its first line has the format: of 1, which it does not
 * say, all lines are known in 2 as well.
 */
final class JournalCodec {
  private static final int FORMAT = 2;
  private static final String WHERE = "the entry";

  private JournalCodec() {}

  static String write(JournalEntry entry) {
    ObjectNode json = Json.object();
    switch (entry) {
      case Begin(String lineage, long serial) ->
          json.put("entry", "begin")
              .put("format", FORMAT)
              .put("lineage", lineage)
              .put("serial", serial);
      case Intended(Intent intent) -> {
        json.put("entry", "intent").put("address", intent.address().toString());
        json.put("operation", intent.operation().name().toLowerCase(Locale.ROOT));
        json.set(
            "object", RecordedCodec.write(intent.unfinished(null, intent.identity(), Stage.NONE)));
      }
      case Exists(Address address, Identity identity) -> {
        json.put("entry", "exists").put("address", address.toString());
        ObjectNode parts = json.putObject("identity");
        identity.parts().forEach(parts::put);
      }
      case Staged(Address address, Stage stage) -> {
        json.put("entry", "stage").put("address", address.toString());
        ObjectNode parts = json.putObject("stage");
        StageCodec.write(stage).forEach(parts::put);
      }
      case Settled(Address address, boolean done, Recorded recorded) -> {
        json.put("entry", done ? "done" : "failed").put("address", address.toString());
        if (recorded != null) {
          json.set("object", RecordedCodec.write(recorded));
        }
      }
      case End(String sha256) -> json.put("entry", "end").put("sha256", sha256);
    }
    return Json.line(json);
  }

  static JournalEntry read(String line) throws MalformedException {
    ObjectNode json = Json.parse(line);
    String entry = Json.text(json, "entry", WHERE);
    return switch (entry) {
      case "begin" -> begin(json);
      case "intent" -> new Intended(intent(json));
      case "exists" -> new Exists(address(json), Identity.of(Json.texts(json, "identity", WHERE)));
      case "stage" -> new Staged(address(json), StageCodec.read(Json.texts(json, "stage", WHERE)));
      case "done" -> new Settled(address(json), true, object(json));
      case "failed" -> new Settled(address(json), false, object(json));
      case "end" -> new End(Json.text(json, "sha256", WHERE));
      default -> throw new MalformedException("\"" + entry + "\" is no entry of a journal");
    };
  }

  private static Begin begin(ObjectNode json) throws MalformedException {
    int format =
        json.has("format") ? Json.member(json, "format", WHERE, JsonNode::isInt).intValue() : 1;
    if (format > FORMAT) {
      throw new NewerFormatException(format, FORMAT);
    }
    return new Begin(
        Json.text(json, "lineage", WHERE),
        Json.member(json, "serial", WHERE, JsonNode::isIntegralNumber).longValue());
  }

  private static Intent intent(ObjectNode json) throws MalformedException {
    Recorded object = RecordedCodec.read(address(json), Json.object(json, "object", WHERE));
    return new Intent(
        object.address(),
        operation(Json.text(json, "operation", WHERE)),
        object.identity(),
        object.attributes(),
        object.secretDigests(),
        object.dependencies(),
        object.within(),
        object.isProtected());
  }

  private static Intent.Operation operation(String text) throws MalformedException {
    return switch (text) {
      case "create" -> Intent.Operation.CREATE;
      case "update" -> Intent.Operation.UPDATE;
      case "delete" -> Intent.Operation.DELETE;
      default -> throw new MalformedException("\"" + text + "\" is no operation");
    };
  }

  private static Address address(ObjectNode json) throws MalformedException {
    return RecordedCodec.address(Json.text(json, "address", WHERE));
  }

  private static @Nullable Recorded object(ObjectNode json) throws MalformedException {
    return json.has("object")
        ? RecordedCodec.read(address(json), Json.object(json, "object", WHERE))
        : null;
  }
}
