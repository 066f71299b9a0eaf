package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.ComposeFile.PublishedPort;
import dev.phoenix.configuration.compose.ComposeFile.Service;
import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Compose file with the variables of its stack and reports all that Compose, or sending
 * only its text to Portainer, would stumble over. Never throws for bad input.
 */
public final class ComposeReader {
  private static final Pattern SERVICE_NAME = Pattern.compile("[a-zA-Z0-9._-]+");

  private final Problems problems;

  ComposeReader(String file, Diagnostics diagnostics) {
    this.problems = new Problems(file, diagnostics);
  }

  /**
   * Reads one file.
   *
   * @param file as the user would type it
   * @return null after an error that leaves nothing to go on with
   */
  public static @Nullable ComposeFile read(
      String text, String file, Variables variables, Diagnostics diagnostics) {
    ComposeSource source = ComposeSource.parse(text, file, diagnostics);
    return source == null ? null : source.read(variables, diagnostics);
  }

  /**
   * What would be wrong with a text that is about to be sent, a line each: what Compose would
   * refuse of it, and what a server would do wrong.
   *
   * @param version of the server; empty if it is not known
   */
  public static List<String> refusals(String text, Map<String, String> variables, String version) {
    Diagnostics diagnostics = new Diagnostics();
    ComposeSource source = ComposeSource.parse(text, "compose file", diagnostics);
    if (source == null || source.read(Variables.of(variables), diagnostics) == null) {
      return refusals(diagnostics);
    }
    List<String> refusals = new ArrayList<>(refusals(diagnostics));
    refusals.addAll(source.shortcomings(variables, version));
    return refusals;
  }

  private static List<String> refusals(Diagnostics diagnostics) {
    return diagnostics.sorted().stream()
        .filter(Diagnostic::isError)
        .map(error ->
            error.position() == null || error.position().line() == 0
                ? error.summary()
                : "line " + error.position().line() + ": " + error.summary())
        .toList();
  }

  @Nullable ComposeFile read(Mapping raw, Variables variables) {
    Vocabulary.check(raw, Vocabulary.FILE, "", problems);
    ignored(raw);
    Mapping document = new InterpolatedTree(variables, problems).of(raw);
    Map<String, Mapping> bodies = bodies(document);
    if (bodies.isEmpty()) {
      return null;
    }
    return compile(document, bodies, variables);
  }

  private void ignored(Mapping raw) {
    Entry include = raw.entries().get("include");
    if (include != null) {
      problems.error(
          include.key(),
          "/include",
          "the file includes others",
          "Portainer is sent only the text of this file. Bring the parts together in it.");
    }
    Entry version = raw.entries().get("version");
    if (version != null) {
      problems.warning(
          version.key(),
          "/version",
          "version has no effect",
          "Compose ignores it since version 2. Remove the line.");
    }
    Entry name = raw.entries().get("name");
    if (name != null) {
      problems.warning(
          name.key(),
          "/name",
          "name has no effect",
          "The stack is named by its folder. Remove the line.");
    }
  }

  private Map<String, Mapping> bodies(Mapping document) {
    Map<String, Mapping> bodies = new LinkedHashMap<>();
    Mapping services = document.mapping("services");
    if (services == null || services.entries().isEmpty()) {
      Yaml where = document.get("services");
      problems.error(
          where == null ? document : where,
          "/services",
          "no service is defined",
          "A stack needs at least one service under \"services\".");
      return bodies;
    }
    services
        .entries()
        .forEach((name, entry) -> {
          if (!SERVICE_NAME.matcher(name).matches()) {
            problems.error(
                entry.key(),
                "/services/" + name,
                "invalid service name \"" + name + "\"",
                "Use letters, digits, \".\", \"_\" and \"-\".");
          } else if (entry.value() instanceof Mapping body) {
            bodies.put(name, body);
          } else {
            notAMap(name, entry);
          }
        });
    return bodies;
  }

  private void notAMap(String name, Entry entry) {
    boolean empty = entry.value() instanceof Scalar scalar && scalar.isNull();
    problems.error(
        entry.key(),
        "/services/" + name,
        empty ? "service \"" + name + "\" is empty" : "service \"" + name + "\" must be a map",
        "Write at least image: beneath it, indented.");
  }

  private ComposeFile compile(Mapping document, Map<String, Mapping> bodies, Variables variables) {
    Declarations declarations = new Declarations(document, variables, problems);
    Set<String> profiles =
        new HashSet<>(
            Arrays.asList(variables.values().getOrDefault("COMPOSE_PROFILES", "").split(",", -1)));
    ServiceReader reader =
        new ServiceReader(declarations, profiles, References.awaited(bodies), problems);
    SortedMap<String, Service> services = new TreeMap<>();
    List<PublishedPort> ports = new ArrayList<>();
    Mapping section = document.mapping("services");
    bodies.forEach((name, body) -> {
      Entry entry = section == null ? null : section.entries().get(name);
      if (entry != null) {
        services.put(name, reader.read(name, entry, body, ports));
      }
    });
    Set<String> off = new HashSet<>();
    bodies.forEach((name, body) -> {
      if (!reader.profileOn(body)) {
        off.add(name);
      }
    });
    new References(bodies, off, declarations, problems).check();
    return new ComposeFile(
        services, ports, declarations.externalVolumes(), declarations.externalNetworks());
  }
}
