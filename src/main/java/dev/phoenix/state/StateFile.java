package dev.phoenix.state;

import dev.phoenix.file.Utf8;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bytes of a state file: JSON meant for git, in which equal states are equal bytes. Sorted at
 * every depth but for the head, one value a line, no time, no host, no secret. Described by {@code
 * schemas/state.schema.json}.
 */
final class StateFile {
  private static final Set<String> MEMBERS = Set.of("format", "lineage", "serial", "resources");
  static final String WHERE = "the state";

  private StateFile() {}

  static byte[] write(State state) {
    ObjectNode json = Json.object();
    json.put("format", Formats.KNOWN.newest());
    json.put("lineage", state.lineage());
    json.put("serial", state.serial());
    ObjectNode resources = json.putObject("resources");
    SortedMap<String, Recorded> byText = new TreeMap<>();
    state.resources().values().forEach(r -> byText.put(r.address().toString(), r));
    byText.forEach((address, recorded) -> resources.set(address, RecordedCodec.write(recorded)));
    return Json.pretty(json).getBytes(StandardCharsets.UTF_8);
  }

  static State read(byte[] bytes) throws MalformedException {
    return read(bytes, Formats.KNOWN);
  }

  static State read(byte[] bytes, Formats formats) throws MalformedException {
    String text = decode(bytes);
    if (text.isBlank()) {
      throw new MalformedException("it is empty");
    }
    ObjectNode json = Json.parse(text);
    formats.upgrade(json);
    Json.onlyKnown(json, MEMBERS, WHERE);
    long serial = Json.member(json, "serial", WHERE, JsonNode::isIntegralNumber).longValue();
    String lineage = Json.text(json, "lineage", WHERE);
    if (serial < 0 || lineage.isBlank()) {
      throw new MalformedException("its lineage or its serial is no such thing");
    }
    ObjectNode resources = Json.object(json, "resources", WHERE);
    SortedMap<Address, Recorded> recorded = new TreeMap<>();
    for (String name : resources.propertyNames()) {
      Address address = RecordedCodec.address(name);
      recorded.put(address, RecordedCodec.read(address, Json.object(resources, name, WHERE)));
    }
    return new State(lineage, serial, recorded);
  }

  static String decode(byte[] bytes) throws MalformedException {
    try {
      return Utf8.decode(bytes);
    } catch (CharacterCodingException e) {
      throw new MalformedException("it is not UTF-8 text");
    }
  }
}
