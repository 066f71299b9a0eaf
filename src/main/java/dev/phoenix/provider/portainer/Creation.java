package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Creates an object, and looks it up where the answer was lost or it is there already. */
final class Creation {
  private Creation() {}

  /**
   * The identity of what was made.
   *
   * @param lookup reads the list again
   */
  static Identity of(Server server, PortainerRequest request, Lookup lookup, NamedObjects objects)
      throws ResourceFailure {
    Reply reply;
    try {
      reply = server.api().send(request);
    } catch (ResourceFailure failure) {
      if (failure.kind() != Kind.AMBIGUOUS) {
        throw failure;
      }
      return objects.identity(lookup.find().orElseThrow(() -> failure));
    }
    if (reply.code() == 409) {
      Optional<JsonNode> found = lookup.find();
      if (found.isPresent()) {
        return objects.identity(found.get());
      }
    }
    if (!reply.ok()) {
      throw server.api().refused(request, reply);
    }
    if (objects.id(reply.json()) > 0) {
      return objects.identity(reply.json());
    }
    ResourceFailure nameless =
        server
            .api()
            .failure(
                Kind.AMBIGUOUS,
                request,
                "the answer has no number of what was made, so it may have happened");
    return objects.identity(lookup.find().orElseThrow(() -> nameless));
  }

  /** Looks for the object again. */
  interface Lookup {
    Optional<JsonNode> find() throws ResourceFailure;
  }
}
