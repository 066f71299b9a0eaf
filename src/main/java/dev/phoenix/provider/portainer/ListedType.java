package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the simple objects of a server have in common: one list, one name, one number each. */
abstract class ListedType implements ResourceType {
  /** Part of the identity of one that was there before and is only used. */
  private static final String FOUND = "found";

  private final Servers servers;
  private final String path;
  private final String idField;

  /**
   * A kind of object.
   *
   * @param path of its list, below {@code /api/}
   */
  ListedType(Servers servers, String path, String idField) {
    this.servers = servers;
    this.path = path;
    this.idField = idField;
  }

  abstract List<JsonNode> list(Server server) throws ResourceFailure;

  abstract void forget(Server server);

  /** Whether the files only name such an object, so that one which is there is used as it is. */
  boolean isOnlyNamed(Attributes wanted) {
    return false;
  }

  /** Whether the server can change such an object once it is made. */
  boolean changeable() {
    return true;
  }

  /** What the server shows, in the canonical spelling. */
  abstract Observation.Present present(
      Identity identity, JsonNode found, Attributes attributes, Server server)
      throws ResourceFailure;

  abstract PortainerRequest content(PortainerRequest request, Resource desired, Server server)
      throws ResourceFailure;

  @Override
  public String key(Attributes attributes) {
    return attributes.text("server") + " " + attributes.text("name");
  }

  private NamedObjects objects(Server server) {
    return new NamedObjects(server, name(), idField);
  }

  @Override
  public final Identity chosen(String id) {
    return NamedObjects.chosen(id);
  }

  @Override
  public final Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Attributes attributes = subject.recordedAttributes();
    return servers.read(
        attributes, neighbours, this::list, server -> look(server, subject, attributes));
  }

  private Observation look(Server server, Subject subject, Attributes attributes)
      throws ResourceFailure {
    Optional<JsonNode> found = find(server, subject.identity(), attributes);
    if (found.isEmpty()) {
      return new Observation.Absent();
    }
    Identity identity = objects(server).identity(found.get());
    Observation.Present present = present(identity, found.get(), attributes, server);
    return isBorrowed(subject) ? borrowed(present) : present;
  }

  private boolean isBorrowed(Subject subject) {
    Recorded recorded = subject.recorded();
    boolean before = recorded == null || isBorrowed(recorded);
    return before && (subject.desired() == null || isOnlyNamed(subject.attributes()));
  }

  private static boolean isBorrowed(Recorded recorded) {
    return !recorded.identity().part(FOUND).isEmpty();
  }

  private static Observation.Present borrowed(Observation.Present seen) {
    SortedMap<String, String> parts = new TreeMap<>(seen.identity().parts());
    parts.put(FOUND, "before");
    return new Observation.Present(
        Identity.of(parts),
        seen.attributes(),
        seen.secrets(),
        Claim.borrowed("it was there before, and phoenix has only used it"));
  }

  private Optional<JsonNode> find(Server server, Identity identity, Attributes attributes)
      throws ResourceFailure {
    return objects(server).find(list(server), identity, attributes.text("name"));
  }

  @Override
  public final void invalidate(Subject subject) {
    servers.invalidate(subject, this::forget);
  }

  @Override
  public final Identity create(Resource desired, Work work) throws ResourceFailure {
    Server server = servers.of(desired.attributes(), work);
    forget(server);
    // Groups of one name may stand side by side, so what a lost answer made must be found first.
    Optional<JsonNode> there = find(server, Identity.UNKNOWN, desired.attributes());
    if (there.isPresent()) {
      return change(server, objects(server).identity(there.get()), desired, work);
    }
    PortainerRequest request =
        content(
            PortainerRequest.post("create " + words(desired.attributes()), path), desired, server);
    Identity identity;
    try {
      identity =
          Creation.of(
              server,
              request,
              () -> {
                forget(server);
                return find(server, Identity.UNKNOWN, desired.attributes());
              },
              objects(server));
    } finally {
      forget(server);
    }
    work.exists(identity);
    return identity;
  }

  @Override
  public final Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Server server = servers.of(desired.attributes(), work);
    return change(server, observed.identity(), desired, work);
  }

  private Identity change(Server server, Identity identity, Resource desired, Work work)
      throws ResourceFailure {
    work.exists(identity);
    if (!changeable()) {
      return identity;
    }
    PortainerRequest request =
        PortainerRequest.put(
            "change " + words(desired.attributes()), path + "/" + identity.part("id"));
    try {
      server.api().call(content(request, desired, server));
    } finally {
      forget(server);
    }
    return identity;
  }

  @Override
  public final void delete(Recorded recorded, Work work) throws ResourceFailure {
    if (isBorrowed(recorded)) {
      return;
    }
    Server server = servers.of(recorded.attributes(), work);
    forget(server);
    Optional<JsonNode> found = find(server, recorded.identity(), recorded.attributes());
    if (found.isEmpty()) {
      return;
    }
    int id = objects(server).id(found.get());
    try {
      Deletion.of(
          server,
          PortainerRequest.delete("delete " + words(recorded.attributes()), path + "/" + id));
    } catch (ResourceFailure failure) {
      forget(server);
      // Some versions close the connection instead of answering; only a look tells.
      if (failure.kind() != Kind.AMBIGUOUS
          || find(server, recorded.identity(), recorded.attributes()).isPresent()) {
        throw failure;
      }
    } finally {
      forget(server);
    }
  }

  private String words(Attributes attributes) {
    return name() + " " + attributes.text("name");
  }
}
