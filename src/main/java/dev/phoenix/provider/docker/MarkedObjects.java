package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Stray;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/** What bears our mark in an engine. */
final class MarkedObjects {
  private final Address docker;
  private final List<Stray> found = new ArrayList<>();

  private MarkedObjects(Address docker) {
    this.docker = docker;
  }

  static List<Stray> of(DockerHosts hosts, Address docker, Neighbours neighbours)
      throws ResourceFailure {
    MarkedObjects objects = new MarkedObjects(docker);
    for (ContainerSummary container : hosts.containers(docker, neighbours)) {
      objects.take("container", container.name(), container.labels());
    }
    for (JsonNode volume : hosts.volumes(docker, neighbours)) {
      objects.take("volume", volume);
    }
    for (JsonNode network : hosts.networks(docker, neighbours)) {
      objects.take("network", network);
    }
    return objects.found;
  }

  private void take(String kind, JsonNode object) {
    take(kind, object.path("Name").asString(""), ContainerSummaries.texts(object.path("Labels")));
  }

  private void take(String kind, String name, SortedMap<String, String> labels) {
    String owner = labels.getOrDefault(Ownership.LABEL, "");
    if (owner.matches("[^/]+/.+")) {
      found.add(
          new Stray(
              Address.parse(owner), docker + " " + name, kind + " " + name + " on " + docker));
    }
  }
}
