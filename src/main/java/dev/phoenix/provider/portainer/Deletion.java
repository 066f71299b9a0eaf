package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;

/** Deletes an object; it being gone already is success. */
final class Deletion {
  private Deletion() {}

  static void of(Server server, PortainerRequest request) throws ResourceFailure {
    Reply reply = server.api().send(request);
    if (!reply.ok() && reply.code() != 404) {
      throw server.api().refused(request, reply);
    }
  }
}
