package dev.phoenix.resource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** How a value may look in what somebody else says of it. */
final class SecretForms {
  /** What is shorter may stand in ordinary text once it is encoded or cut into lines. */
  private static final int SHORTEST = 8;

  /** Three bytes give four characters, so that a value looks different with what stands before. */
  private static final int GROUP = 3;

  private SecretForms() {}

  /** As it is, as JSON (Java's and Go's), in an address, in the quotes of a shell, by line. */
  static Set<String> readable(String value) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(value);
    String json = json(value);
    forms.add(json);
    forms.add(json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
    // What was JSON within JSON, as the error of an engine in the error of a server.
    forms.add(json(json));
    String address = URLEncoder.encode(value, StandardCharsets.UTF_8);
    forms.add(address);
    forms.add(address.replace("+", "%20"));
    forms.add(value.replace("'", "'\\''"));
    forms.add(value.replace("'", "'\"'\"'"));
    value.lines().map(String::strip).filter(line -> line.length() >= SHORTEST).forEach(forms::add);
    return forms;
  }

  private static String json(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  /** What is in Base64 wherever it begins within it, as a password behind its user's name. */
  static Set<String> inBase64(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new LinkedHashSet<>();
    for (int from = 0; from < GROUP && value.length() >= SHORTEST; from++) {
      int whole = from + (bytes.length - from) / GROUP * GROUP;
      byte[] groups = Arrays.copyOfRange(bytes, from, whole);
      forms.add(Base64.getEncoder().encodeToString(groups));
      forms.add(Base64.getUrlEncoder().encodeToString(groups));
    }
    return forms;
  }
}
