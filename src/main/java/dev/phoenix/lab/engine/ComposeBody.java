package dev.phoenix.lab.engine;

import tools.jackson.databind.node.ObjectNode;

/**
 * A container of a project as Compose asks the engine for it, with the labels that it finds it by.
 */
final class ComposeBody {
  static final String PROJECT = "com.docker.compose.project";
  static final String SERVICE = "com.docker.compose.service";
  static final String HASH = "com.docker.compose.config-hash";
  static final String NUMBER = "com.docker.compose.container-number";

  private ComposeBody() {}

  static ObjectNode of(
      ComposeProject project,
      ComposeProject.Service service,
      int number,
      String hash,
      String image) {
    ObjectNode body = (ObjectNode) service.body().deepCopy();
    ObjectNode labels = Json.child(body, "Labels");
    labels.put(HASH, hash).put(PROJECT, project.name()).put(SERVICE, service.name());
    labels.put(NUMBER, Integer.toString(number));
    labels.put("com.docker.compose.depends_on", dependsOn(service));
    labels.put("com.docker.compose.image", image).put("com.docker.compose.oneoff", "False");
    labels.put("com.docker.compose.project.config_files", project.configFile());
    labels.put(
        "com.docker.compose.project.working_dir",
        project.configFile().substring(0, Math.max(0, project.configFile().lastIndexOf('/'))));
    labels.put("com.docker.compose.version", ComposeProject.VERSION);
    body.set("Labels", labels);
    ObjectNode host = Json.child(body, "HostConfig");
    body.set("HostConfig", host);
    ObjectNode endpoints = body.putObject("NetworkingConfig").putObject("EndpointsConfig");
    for (String key : service.networks()) {
      ComposeProject.Network network = project.networks().get(key);
      String real = network == null ? project.name() + "_" + key : network.realName();
      if (endpoints.isEmpty()) {
        host.put("NetworkMode", real);
      }
      endpoints.putObject(real).putArray("Aliases").add(service.name());
    }
    return body;
  }

  private static String dependsOn(ComposeProject.Service service) {
    return String.join(
        ",", service.dependsOn().stream().map(name -> name + ":service_started:false").toList());
  }
}
