package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** {@code volume/<host>/<name>}: a named volume of an engine. */
final class VolumeType extends HeldType {
  VolumeType(DockerHosts hosts) {
    super(hosts);
  }

  @Override
  public String name() {
    return "volume";
  }

  /** The engine changes nothing of a volume that is there, and a new one would be empty. */
  @Override
  public boolean holdsData() {
    return true;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        // They only say what it is for, and no engine changes them.
        Rule.record("labels"),
        Rule.refuse(
            "*",
            "Put the old value back, or declare a volume of another name beside it, move the data"
                + " there and have the stacks use that one."));
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    String name = subject.recordedAttributes().text("name");
    return EngineObjects.read(
        subject,
        neighbours,
        host -> {
          for (JsonNode volume : hosts().volumes(host, neighbours)) {
            if (volume.path("Name").asString("").equals(name)) {
              return new Observation.Present(
                  Identity.of("name", name),
                  observed(subject, volume),
                  new TreeMap<>(),
                  EngineObjects.claim("volume " + name, volume.path("Labels"), subject));
            }
          }
          return new Observation.Absent();
        });
  }

  private static Attributes observed(Subject subject, JsonNode volume) {
    Attributes.Builder observed =
        Attributes.builder()
            .put("docker", EngineObjects.host(subject).toString())
            .put("name", volume.path("Name").asString(""))
            .put("driver", volume.path("Driver").asString(""))
            .put("options", ContainerSummaries.texts(volume.path("Options")));
    // What it was labelled with once it is recorded nobody can put right.
    if (subject.recorded() == null) {
      observed.put("labels", EngineObjects.labels(volume.path("Labels"), subject));
    }
    return observed.build();
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    Address host = EngineObjects.host(wanted);
    String name = wanted.text("name");
    Map<String, String> options = ContainerSummaries.texts(wanted.object("options"));
    JsonNode made =
        hosts()
            .engine(host, work)
            .volumes()
            .create(
                name,
                wanted.text("driver"),
                options,
                EngineObjects.marked(desired.address(), wanted));
    hosts().invalidate(host);
    if (!made.path("Labels")
        .path(Ownership.LABEL)
        .asString("")
        .equals(desired.address().toString())) {
      throw new ResourceFailure(
          Kind.STALE,
          "%s: a volume %s that phoenix did not make is there by now; phoenix plan shows it"
              .formatted(host, name));
    }
    if (!made.path("Driver").asString("").equals(wanted.text("driver"))
        || !ContainerSummaries.texts(made.path("Options")).equals(options)) {
      throw new ResourceFailure(
          Kind.STALE,
          "%s: volume %s is there by now with driver %s and options %s, which no volume can change; remove it (its data goes with it) or write these into the files"
              .formatted(
                  host,
                  name,
                  made.path("Driver").asString(""),
                  ContainerSummaries.texts(made.path("Options"))));
    }
    work.exists(Identity.of("name", name));
    return Identity.of("name", name);
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    Address host = EngineObjects.host(recorded.attributes());
    hosts().engine(host, work).volumes().remove(recorded.attributes().text("name"));
    hosts().invalidate(host);
  }

  @Override
  public List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    return List.of("data goes: everything in it is lost");
  }
}
