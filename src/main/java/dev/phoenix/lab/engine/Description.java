package dev.phoenix.lab.engine;

import tools.jackson.databind.node.ObjectNode;

/** What an engine says of itself. */
final class Description {
  private final Engine engine;
  private final String machine;
  private final String id;
  private volatile Release release = Release.DISTRIBUTION;

  Description(Engine engine, String machine, String id) {
    this.engine = engine;
    this.machine = machine;
    this.id = id;
  }

  void release(Release other) {
    release = other;
  }

  Release release() {
    return release;
  }

  ObjectNode version() {
    Release now = release;
    ObjectNode json = Json.template("version");
    ObjectNode self = (ObjectNode) json.path("Components").path(0);
    self.put("Version", now.version());
    ((ObjectNode) self.path("Details"))
        .put("ApiVersion", now.api())
        .put("MinAPIVersion", now.oldest());
    return json.put("Version", now.version())
        .put("ApiVersion", now.api())
        .put("MinAPIVersion", now.oldest());
  }

  ObjectNode info() {
    int all = engine.containers().all().size();
    int running = engine.containers().running().size();
    return Json.template("info")
        .put("ID", id)
        .put("Name", machine)
        .put("Containers", all)
        .put("ContainersRunning", running)
        .put("ContainersStopped", all - running)
        .put("Images", engine.images().list().size())
        .put("ServerVersion", release.version());
  }
}
