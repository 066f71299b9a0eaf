package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.proxmox.GuestMachines.Ran;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody who is logged in at a node finds there: {@code pct}, {@code qm}, {@code pvesm},
 * {@code pvesh} and {@code pveversion}, and the files of the guests below {@code /etc/pve}.
 */
public final class NodeShell {
  private static final Set<String> PROGRAMS = Set.of("pct", "qm", "pvesm", "pvesh", "pveversion");

  private final String node;
  private final ProxmoxServer server;
  private final NodeFiles files;

  NodeShell(String node, ProxmoxServer server, NodeFiles files) {
    this.node = node;
    this.server = server;
    this.files = files;
  }

  public static Set<String> programs() {
    return PROGRAMS;
  }

  /** Whether a path is the file of a guest. */
  public boolean holds(String path) {
    return files.holds(path);
  }

  /** The file of a guest; null if there is no such guest. */
  public byte @Nullable [] read(String path) {
    String text = server.exclusively(() -> files.read(path));
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the file of a guest, or takes note of another one that a storage shows. */
  public void write(String path, byte[] content) {
    server.exclusively(() -> {
      files.write(path, content);
      return "";
    });
  }

  /** A file that a storage showed is not shown any more. */
  public void remove(String path) {
    server.exclusively(() -> {
      files.remove(path);
      return "";
    });
  }

  /** Runs one of the programs. */
  public Ran run(List<String> words, InputStream in, OutputStream out) {
    try {
      List<String> rest = words.subList(1, words.size());
      return switch (words.getFirst()) {
        case "pct" -> guest(Kind.LXC, rest, in, out);
        case "qm" -> guest(Kind.QEMU, rest, in, out);
        case "pvesh" -> said(pvesh(rest).toString() + "\n");
        case "pvesm" -> said(pvesm(rest));
        case String _ ->
            said(
                server
                        .performAsRoot("GET", "/nodes/" + node + "/status", Map.of())
                        .path("pveversion")
                        .asString("")
                    + "\n");
      };
    } catch (Refusal refusal) {
      StringBuilder text = new StringBuilder(refusal.text() + "\n");
      refusal.errors().forEach((key, error) -> text.append(key + ": " + error + "\n"));
      return new Ran(refusal.status() == 400 ? 255 : 2, "", text.toString());
    }
  }

  private static Ran said(String text) {
    return new Ran(0, text, "");
  }

  private Ran guest(Kind kind, List<String> words, InputStream in, OutputStream out) {
    String base = "/nodes/" + node + "/" + kind.word;
    if (words.isEmpty() || words.getFirst().equals("list")) {
      return said(list(base));
    }
    String verb = words.getFirst();
    if (words.size() < 2 || !words.get(1).matches("[0-9]{3,9}")) {
      return new Ran(255, "", "400 not enough arguments\n");
    }
    String path = base + "/" + words.get(1);
    List<String> rest = words.subList(2, words.size());
    return switch (verb) {
      case "exec" -> exec(words.get(1), rest, in, out);
      case "config" -> said(config(path));
      case "status" ->
          said(
              "status: "
                  + root("GET", path + "/status/current").path("status").asString("")
                  + "\n");
      case "set" -> done("PUT", path + "/config", options(rest));
      case "start", "stop", "shutdown", "reboot" ->
          done("POST", path + "/status/" + verb, options(rest));
      case "template" -> done("POST", path + "/template", options(rest));
      case "destroy" -> done("DELETE", path, options(rest));
      case "resize" -> done("PUT", path + "/resize", named(rest, "disk", "size"));
      case "snapshot" -> done("POST", path + "/snapshot", named(rest, "snapname"));
      case "clone" -> done("POST", path + "/clone", named(rest, "newid"));
      case String _ ->
          new Ran(255, "", "ERROR: unknown command '" + kind.word + " " + verb + "'\n");
    };
  }

  private Ran exec(String vmid, List<String> words, InputStream in, OutputStream out) {
    List<String> command =
        words.isEmpty() || !words.getFirst().equals("--") ? words : words.subList(1, words.size());
    return server.inside(node, Integer.parseInt(vmid), command, in, out);
  }

  private JsonNode root(String method, String path) {
    return server.performAsRoot(method, path, Map.of());
  }

  /** A program returns when its task has ended. */
  private Ran done(String method, String path, Map<String, List<String>> parameters) {
    JsonNode answer = server.performAsRoot(method, path, parameters);
    String exit = server.hasten(answer.asString(""));
    return exit.isEmpty() || exit.equals("OK") || exit.startsWith("WARNINGS")
        ? said("")
        : new Ran(255, "", exit + "\n");
  }

  private String list(String base) {
    StringBuilder text = new StringBuilder("VMID       Status     Lock         Name\n");
    for (JsonNode guest : root("GET", base)) {
      text.append(
          "%-10s %-10s %-12s %s%n"
              .formatted(
                  guest.path("vmid").asString(""),
                  guest.path("status").asString(""),
                  guest.path("lock").asString(""),
                  guest.path("name").asString("")));
    }
    return text.toString();
  }

  private String config(String path) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : root("GET", path + "/config").properties()) {
      if (entry.getKey().equals("lxc")) {
        for (JsonNode pair : entry.getValue()) {
          text.append(pair.path(0).asString("") + ": " + pair.path(1).asString("") + "\n");
        }
      } else if (!entry.getKey().equals("digest")) {
        String value = entry.getValue().asString("").stripTrailing().replace("\n", "%0A");
        text.append(entry.getKey() + ": " + value + "\n");
      }
    }
    return text.toString();
  }

  private String pvesm(List<String> words) {
    String verb = words.isEmpty() ? "status" : words.getFirst();
    StringBuilder text = new StringBuilder();
    if (verb.equals("status")) {
      text.append("Name             Type     Status           Total            Used\n");
      for (JsonNode store : root("GET", "/nodes/" + node + "/storage")) {
        text.append(
            "%-16s %-8s active %15d %15d%n"
                .formatted(
                    store.path("storage").asString(""),
                    store.path("type").asString(""),
                    store.path("total").asLong(0) / 1024,
                    store.path("used").asLong(0) / 1024));
      }
      return text.toString();
    }
    String what = words.size() > 1 ? words.get(1) : "";
    if (verb.equals("path")) {
      return files.path(what) + "\n";
    }
    for (JsonNode volume : root("GET", "/nodes/" + node + "/storage/" + what + "/content")) {
      text.append(volume.path("volid").asString("") + " " + volume.path("size").asLong(0) + "\n");
    }
    return text.toString();
  }

  private JsonNode pvesh(List<String> words) {
    if (words.size() < 2) {
      throw Refusal.of("400 not enough arguments");
    }
    String method =
        switch (words.getFirst()) {
          case "get" -> "GET";
          case "create" -> "POST";
          case "set" -> "PUT";
          case String _ -> "DELETE";
        };
    Map<String, List<String>> options = options(words.subList(2, words.size()));
    options.keySet().removeIf(key -> key.startsWith("output-format") || key.equals("noborder"));
    return server.performAsRoot(method, words.get(1), options);
  }

  /** Words without a dash in the order of these names, and options. */
  private static Map<String, List<String>> named(List<String> words, String... names) {
    List<String> rest = new ArrayList<>(words);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String name : names) {
      if (!rest.isEmpty() && !rest.getFirst().startsWith("-")) {
        parameters.put(name, List.of(rest.removeFirst()));
      }
    }
    parameters.putAll(options(rest));
    return parameters;
  }

  /** {@code -key value}, {@code --key value} and {@code --key=value}; a bare key is set. */
  private static Map<String, List<String>> options(List<String> words) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (int at = 0; at < words.size(); at++) {
      String key = words.get(at).replaceFirst("^--?", "");
      int equals = key.indexOf('=');
      if (words.get(at).startsWith("--") && equals > 0) {
        options.put(key.substring(0, equals), List.of(key.substring(equals + 1)));
      } else if (at + 1 < words.size() && !words.get(at + 1).startsWith("-")) {
        options.put(key, List.of(words.get(++at)));
      } else {
        options.put(key, List.of("1"));
      }
    }
    return options;
  }
}
