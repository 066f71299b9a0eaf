package dev.phoenix.provider.portainer;

import dev.phoenix.provider.docker.ContainerSummary;
import dev.phoenix.provider.docker.DockerApi;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What runs of a stack as its host's own engine has it, for when no server leads there any more.
 */
record StackOnHost(DockerHosts hosts, Optional<Address> docker, String project) {

  /** Takes it down as compose does; its volumes stay. Says what became of it. */
  String takeDown(Work work) {
    if (docker.isEmpty()) {
      return "only its record was deleted: what runs of it on its host stays";
    }
    try {
      takeDown(docker.get(), work);
      return "it was taken down on %s itself".formatted(docker.get());
    } catch (ResourceFailure failure) {
      return (failure.kind() == Kind.UNREACHABLE
              ? "only its record was deleted: what runs of it stays, for %s does not answer (%s)"
              : "its record was deleted, but not all of it could be taken down on %s (%s)")
          .formatted(docker.get(), failure.getMessage());
    } finally {
      hosts.invalidate(docker.get());
    }
  }

  private void takeDown(Address host, Work work) throws ResourceFailure {
    DockerApi engine = hosts.engine(host, work);
    for (ContainerSummary container : engine.containers().list()) {
      if (project.equals(container.labels().get(StackServices.PROJECT))) {
        work.progress("removing container %s of %s".formatted(container.name(), host));
        engine.containers().stop(container.id());
        engine.containers().remove(container.id());
      }
    }
    for (JsonNode network : engine.networks().list()) {
      if (project.equals(network.path("Labels").path(StackServices.PROJECT).asString(""))) {
        engine.networks().remove(network.path("Id").asString(""));
      }
    }
  }
}
