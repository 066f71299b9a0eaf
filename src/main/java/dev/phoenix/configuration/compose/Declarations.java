package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.ComposeFile.External;
import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The top-level volumes, networks, configs and secrets of a file. */
final class Declarations {
  private final Problems problems;
  private final Set<String> volumes = new TreeSet<>();
  private final Set<String> networks = new TreeSet<>(Set.of("default"));
  private final Set<String> configs = new TreeSet<>();
  private final Set<String> secrets = new TreeSet<>();
  private final List<External> externalVolumes = new ArrayList<>();
  private final List<External> externalNetworks = new ArrayList<>();

  Declarations(Mapping file, Variables variables, Problems problems) {
    this.problems = problems;
    section(file, "volumes", Vocabulary.VOLUME, volumes, externalVolumes);
    section(file, "networks", Vocabulary.NETWORK, networks, externalNetworks);
    fileObjects(file, FileObject.Kind.CONFIG, variables, configs);
    fileObjects(file, FileObject.Kind.SECRET, variables, secrets);
  }

  Set<String> volumes() {
    return volumes;
  }

  Set<String> networks() {
    return networks;
  }

  Set<String> configs() {
    return configs;
  }

  Set<String> secrets() {
    return secrets;
  }

  List<External> externalVolumes() {
    return externalVolumes;
  }

  List<External> externalNetworks() {
    return externalNetworks;
  }

  private void section(
      Mapping file,
      String section,
      Map<String, Vocabulary.Shape> known,
      Set<String> names,
      List<External> externals) {
    Mapping map = file.mapping(section);
    if (map == null) {
      return;
    }
    map.entries()
        .forEach((name, entry) -> {
          names.add(name);
          if (declaration(entry, known, "/" + section + "/" + name) instanceof Mapping body) {
            external(name, entry, body, externals);
          }
        });
  }

  /** The body of a declaration; the value itself where it has none. */
  private Yaml declaration(Entry entry, Map<String, Vocabulary.Shape> known, String pointer) {
    if (entry.value() instanceof Mapping body) {
      Vocabulary.check(body, known, pointer, problems);
    } else if (!(entry.value() instanceof Scalar scalar && scalar.isNull())) {
      problems.error(
          entry.value(), pointer, entry.key().text() + " must be a map", "Or leave it out.");
    }
    return entry.value();
  }

  private void external(String name, Entry entry, Mapping body, List<External> externals) {
    Yaml external = body.get("external");
    String named = body.text("name");
    if (external instanceof Mapping old) {
      // The form of files before 3.4: external: {name: x}.
      String inside = old.text("name");
      named = inside == null ? named : inside;
    } else if (!body.flag("external")) {
      return;
    }
    externals.add(new External(named == null ? name : named, problems.position(entry.key())));
  }

  private void fileObjects(
      Mapping file, FileObject.Kind kind, Variables variables, Set<String> names) {
    Mapping map = file.mapping(kind.section());
    if (map == null) {
      return;
    }
    map.entries()
        .forEach((name, entry) -> {
          names.add(name);
          FileObject object = new FileObject(kind, name, entry, problems);
          Yaml body = declaration(entry, kind.known(), object.pointer());
          if (body instanceof Mapping mapping) {
            object.check(mapping, variables);
          } else if (body instanceof Scalar scalar && scalar.isNull()) {
            object.check(null, variables);
          }
        });
  }
}
