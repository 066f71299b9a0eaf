package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The form with which an environment is made. A JSON body is read as a form without fields. */
record EndpointForm(
    String name,
    int kind,
    String engine,
    String url,
    String publicUrl,
    int group,
    ArrayNode tags,
    boolean tls,
    boolean skipVerify) {

  static final int DOCKER = 1;
  static final int AGENT = 2;

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
  private static final Pattern FIELD = Pattern.compile("name=\"([^\"]*)\"");
  private static final String KINDS =
      "Invalid environment type value. Value must be one of: 1 (Docker environment), 2 (Agent"
          + " environment), 3 (Azure environment), 4 (Edge Agent environment) or 5 (Local"
          + " Kubernetes environment)";

  static EndpointForm of(Request request) {
    Map<String, String> fields = fields(request);
    String name = fields.getOrDefault("Name", "");
    if (name.isEmpty()) {
      throw Failure.payload("Invalid environment name");
    }
    int kind = number(fields.getOrDefault("EndpointCreationType", ""));
    if (kind == 0) {
      throw Failure.payload(KINDS);
    }
    String engine = fields.getOrDefault("ContainerEngine", "");
    if (!List.of("", "docker", "podman").contains(engine)) {
      throw Failure.payload(
          "Invalid container engine value. Value must be one of: 'docker' or 'podman'");
    }
    ArrayNode tags = tags(fields.getOrDefault("TagIds", "[]"));
    boolean tls = is(fields, "TLS");
    if (tls && !is(fields, "TLSSkipVerify")) {
      throw certificate("CA certificate");
    }
    if (tls && !is(fields, "TLSSkipClientVerify")) {
      throw certificate("certificate");
    }
    String url = fields.getOrDefault("URL", "");
    if (url.isEmpty() && kind == AGENT) {
      throw Failure.payload("URL cannot be empty");
    }
    int group = number(fields.getOrDefault("GroupID", ""));
    return new EndpointForm(
        name,
        kind,
        engine,
        url.isEmpty() ? "unix:///var/run/docker.sock" : url,
        fields.getOrDefault("PublicURL", ""),
        group == 0 ? 1 : group,
        tags,
        tls,
        tls && is(fields, "TLSSkipVerify"));
  }

  private static Failure certificate(String file) {
    return Failure.payload(
        "Invalid %s file. Ensure that the file is uploaded correctly".formatted(file));
  }

  private static boolean is(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "").equals("true");
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static ArrayNode tags(String text) {
    try {
      JsonNode read = JsonText.read(text.isEmpty() ? "[]" : text);
      if (read instanceof ArrayNode list) {
        return list;
      }
    } catch (JacksonException broken) {
      throw Failure.payload("Invalid TagIds parameter");
    }
    throw Failure.payload("Invalid TagIds parameter");
  }

  private static Map<String, String> fields(Request request) {
    Map<String, String> fields = new LinkedHashMap<>();
    request.parameters().forEach((name, values) -> fields.put(name, values.getFirst()));
    String type = request.header("content-type");
    if (type.startsWith("application/x-www-form-urlencoded")) {
      Request.parameters(request.text())
          .forEach((name, values) -> fields.put(name, values.getFirst()));
    }
    Matcher boundary = BOUNDARY.matcher(type);
    if (type.startsWith("multipart/form-data") && boundary.find()) {
      parts(request, boundary.group(1), fields);
    }
    return fields;
  }

  private static void parts(Request request, String boundary, Map<String, String> fields) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    for (String part : body.split(Pattern.quote("--" + boundary), -1)) {
      int end = part.indexOf("\r\n\r\n");
      Matcher name = FIELD.matcher(part);
      if (end >= 0 && name.find()) {
        String value = part.substring(end + 4);
        fields.put(
            name.group(1), value.endsWith("\r\n") ? value.substring(0, value.length() - 2) : value);
      }
    }
  }
}
