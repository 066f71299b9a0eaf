package dev.phoenix.lab.engine;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the lab's registries hold: every image, with the settings of the ones that matter. */
final class KnownImages {
  private KnownImages() {}

  static String digest(Reference image) {
    return image.tag().startsWith("sha256:")
        ? image.tag()
        : "sha256:" + Digests.of("digest" + image);
  }

  static long created(JsonNode image) {
    return Instant.parse(image.path("Created").asString("")).toEpochMilli();
  }

  /** An image as the engine inspects it. */
  static ObjectNode configuration(Reference image, long now) {
    ObjectNode json = Json.object();
    json.put("Id", "sha256:" + Digests.of("image" + image));
    var tags = json.putArray("RepoTags");
    if (!image.tag().startsWith("sha256:")) {
      tags.add(image.toString());
    }
    json.putArray("RepoDigests").add(image.familiar() + "@" + digest(image));
    json.put("Parent", "").put("Comment", "").put("Created", Json.time(now)).put("Container", "");
    ObjectNode none = Json.template("config");
    none.put("AttachStdout", false).put("AttachStderr", false).putNull("Env").putNull("Labels");
    json.set("ContainerConfig", none);
    json.put("DockerVersion", "").put("Author", "");
    json.set("Config", settings(image, none.deepCopy()));
    json.put("Architecture", "amd64").put("Os", "linux");
    json.put("Size", 1982312).put("VirtualSize", 1982312);
    drivers(json, image);
    json.putObject("Metadata").put("LastTagTime", Json.NEVER);
    return json;
  }

  private static void drivers(ObjectNode json, Reference image) {
    String layer = "/var/lib/docker/overlay2/" + Digests.of("layer" + image);
    ObjectNode driver = json.putObject("GraphDriver");
    driver
        .putObject("Data")
        .put("MergedDir", layer + "/merged")
        .put("UpperDir", layer + "/diff")
        .put("WorkDir", layer + "/work");
    driver.put("Name", "overlay2");
    ObjectNode root = json.putObject("RootFS").put("Type", "layers");
    root.putArray("Layers").add("sha256:" + Digests.of("layer" + image));
  }

  private static ObjectNode settings(Reference image, ObjectNode config) {
    config.putArray("Env").add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    String last = image.path().substring(image.path().lastIndexOf('/') + 1);
    switch (image.path()) {
      case "portainer/agent" -> {
        config.putArray("Cmd").add("./agent");
        config.putObject("Labels").put("io.portainer.agent", "true");
      }
      case "portainer/portainer-ce", "portainer/portainer-ee" -> {
        config.putArray("Entrypoint").add("/portainer");
        config.putObject("Labels").put("io.portainer.server", "true");
        for (String port : List.of("8000/tcp", "9000/tcp", "9443/tcp")) {
          config.withObject("ExposedPorts").putObject(port);
        }
        config.putObject("Volumes").putObject("/data");
        config.put("WorkingDir", "/");
      }
      case "library/hello-world" -> config.putArray("Cmd").add("/hello");
      case "demo/idle" -> config.putArray("Cmd").add("sleep").add("100000");
      case String _ -> config.putArray("Cmd").add(last);
    }
    return config;
  }
}
