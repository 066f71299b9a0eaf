package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.ComposeFile.PublishedPort;
import dev.phoenix.configuration.compose.ComposeFile.Service;
import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one service and reports what of it cannot be deployed. */
final class ServiceReader {
  private static final Pattern RESTART =
      Pattern.compile("no|always|unless-stopped|on-failure(:\\d+)?");
  // By these Compose asks the registry for an image that is there.
  private static final Pattern REFRESHES = Pattern.compile("always|refresh|daily|weekly|every_.*");
  private static final Pattern CONTAINER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
  private static final Set<String> STACK_ENV = Set.of("stack.env", "./stack.env");
  private static final String ONLY_TEXT =
      "Portainer is sent only the text of this file; other files are not on the server. ";

  private final Declarations declarations;
  private final Set<String> profiles;
  private final Set<String> awaited;
  private final Problems problems;

  /**
   * A reader for the services of one file.
   *
   * @param profiles those that are switched on
   * @param awaited services that another waits for to end well
   */
  ServiceReader(
      Declarations declarations, Set<String> profiles, Set<String> awaited, Problems problems) {
    this.declarations = declarations;
    this.profiles = profiles;
    this.awaited = awaited;
    this.problems = problems;
  }

  Service read(String name, Entry entry, Mapping body, List<PublishedPort> ports) {
    String at = "/services/" + name;
    Vocabulary.check(body, Vocabulary.SERVICE, at, problems);
    files(name, body, at);
    nested(body, at);
    String image = image(name, entry, body, at);
    String restart = restart(body, at);
    int replicas = replicas(body, at);
    containerName(body, replicas, at);
    List<PublishedPort> published =
        body.get("ports") instanceof Sequence list ? Ports.read(name, list, problems) : List.of();
    boolean active = replicas > 0 && profileOn(body);
    if (active) {
      ports.addAll(published);
    }
    String pull = body.text("pull_policy");
    if (body.get("volumes") instanceof Sequence list) {
      new Mounts(declarations.volumes(), problems).check(name, list);
    }
    return new Service(
        name,
        image,
        restart,
        isJob(name, body, restart),
        active,
        replicas,
        pull != null && REFRESHES.matcher(pull).matches(),
        problems.position(entry.key()));
  }

  /** What needs more than the text of the file. */
  private void files(String name, Mapping body, String at) {
    refuse(
        body,
        "build",
        at,
        "service \"" + name + "\" is built, not pulled",
        ONLY_TEXT + "Build the image elsewhere, push it to a registry and name it with image:.");
    refuse(
        body,
        "extends",
        at,
        "service \"" + name + "\" extends another",
        ONLY_TEXT + "Use a YAML anchor and a merge key (<<: *name) in this file.");
    refuse(
        body,
        "label_file",
        at,
        "service \"" + name + "\" reads labels from a file",
        ONLY_TEXT + "Write them under labels:.");
    Yaml envFile = body.get("env_file");
    if (envFile != null) {
      envFile(envFile, at + "/env_file");
    }
  }

  private void refuse(Mapping body, String property, String at, String summary, String detail) {
    Entry entry = body.entries().get(property);
    if (entry != null && !(entry.value() instanceof Scalar scalar && scalar.isNull())) {
      problems.error(entry.key(), at + "/" + property, summary, detail);
    }
  }

  private void envFile(Yaml value, String at) {
    switch (value) {
      case Sequence list -> list.items().forEach(item -> envFile(item, at));
      case Mapping map -> {
        Yaml path = map.get("path");
        if (path != null && !"false".equals(map.text("required"))) {
          envFile(path, at);
        }
      }
      case Scalar scalar -> {
        if (!scalar.isNull() && !STACK_ENV.contains(scalar.text())) {
          problems.error(
              scalar,
              at,
              "the env_file \"" + scalar.text() + "\" is not on the server",
              ONLY_TEXT
                  + "Only stack.env works: Portainer writes the stack's variables there. Put the"
                  + " variables into the stack's phoenix.json.");
        }
      }
    }
  }

  private void nested(Mapping body, String at) {
    Mapping healthcheck = body.mapping("healthcheck");
    if (healthcheck != null) {
      Vocabulary.check(healthcheck, Vocabulary.HEALTHCHECK, at + "/healthcheck", problems);
    }
    Mapping deploy = body.mapping("deploy");
    if (deploy != null) {
      Vocabulary.check(deploy, Vocabulary.DEPLOY, at + "/deploy", problems);
    }
  }

  private String image(String name, Entry entry, Mapping body, String at) {
    String image = body.text("image");
    if (image == null || image.isEmpty()) {
      boolean otherwise = body.entries().containsKey("build") || body.mapping("provider") != null;
      Yaml written = body.get("image");
      if (!otherwise && !(written instanceof Scalar scalar && scalar.text().isEmpty())) {
        problems.error(
            entry.key(),
            at,
            "service \"" + name + "\" has no image",
            "Compose says: neither an image nor a build context specified. Add image:.");
      } else if (!otherwise && written != null) {
        problems.error(written, at + "/image", "the image is empty", "Name one.");
      }
      return "";
    }
    String problem = ImageReference.problem(image);
    if (problem != null) {
      Yaml where = body.get("image");
      problems.error(
          where == null ? body : where,
          at + "/image",
          "invalid image reference \"" + image + "\": " + problem,
          "Write [registry/]name[:tag][@digest], such as nginx:1.29.");
    }
    return image;
  }

  private String restart(Mapping body, String at) {
    String restart = body.text("restart");
    Yaml where = body.get("restart");
    if (restart == null) {
      Mapping deploy = body.mapping("deploy");
      Mapping policy = deploy == null ? null : deploy.mapping("restart_policy");
      String condition = policy == null ? null : policy.text("condition");
      return switch (condition) {
        case null -> policy == null ? "no" : "always";
        case "any" -> "always";
        case "none" -> "no";
        case String other -> other;
      };
    }
    // A bare false is how some write no; YAML 1.1 reads a bare no as false.
    if (restart.equals("false")) {
      return "no";
    }
    if (where != null && !RESTART.matcher(restart).matches()) {
      problems.error(
          where,
          at + "/restart",
          "invalid restart policy \"" + restart + "\"",
          "Write no, always, unless-stopped, on-failure or on-failure:3.");
    }
    return restart.startsWith("on-failure") ? "on-failure" : restart;
  }

  private int replicas(Mapping body, String at) {
    Mapping deploy = body.mapping("deploy");
    String text = deploy == null ? null : deploy.text("replicas");
    text = text == null ? body.text("scale") : text;
    if (text == null) {
      return 1;
    }
    if (!text.matches("\\d{1,4}")) {
      problems.error(
          body, at, "the number of replicas must be a whole number: \"" + text + "\"", "");
      return 1;
    }
    return Integer.parseInt(text);
  }

  private void containerName(Mapping body, int replicas, String at) {
    Yaml where = body.get("container_name");
    String name = body.text("container_name");
    if (name == null || where == null) {
      return;
    }
    if (!CONTAINER_NAME.matcher(name).matches()) {
      problems.error(
          where,
          at + "/container_name",
          "invalid container name \"" + name + "\"",
          "Use letters, digits, \"_\", \".\" and \"-\", at least two, a letter or digit first.");
    }
    if (replicas > 1) {
      problems.error(
          where,
          at + "/container_name",
          "a service with a container_name cannot have " + replicas + " replicas",
          "Container names are unique on a host. Remove one of the two.");
    }
  }

  /** Whether no profile keeps the service back. */
  boolean profileOn(Mapping body) {
    return !(body.get("profiles") instanceof Sequence list)
        || list.items().isEmpty()
        || profiles.contains("*")
        || list.items().stream()
            .anyMatch(item -> item instanceof Scalar scalar && profiles.contains(scalar.text()));
  }

  private boolean isJob(String name, Mapping body, String restart) {
    boolean endsForGood = restart.equals("no") || restart.equals("on-failure");
    boolean serves = body.get("ports") instanceof Sequence list && !list.items().isEmpty();
    Mapping healthcheck = body.mapping("healthcheck");
    boolean watched = healthcheck != null && !healthcheck.flag("disable");
    return awaited.contains(name) || (endsForGood && !serves && !watched);
  }
}
