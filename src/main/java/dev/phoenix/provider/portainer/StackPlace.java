package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;

/** One stack on one environment of a server: what runs of it, and the words for it in messages. */
record StackPlace(Server server, int endpoint, Attributes wanted) {
  static final String UNTOUCHED = "Nothing was changed: what runs keeps running.";

  String name() {
    return wanted.text("name");
  }

  String words(String verb) {
    return verb + " stack " + name() + " on " + wanted.text("environment_name");
  }

  /** What runs of it now. */
  StackServices services() throws ResourceFailure {
    change();
    return known();
  }

  /** What ran of it when it was last looked at. */
  StackServices known() throws ResourceFailure {
    return StackServices.of(server.containers().of(endpoint, name()), name());
  }

  /** Its containers may be others now. */
  void change() {
    server.containers().change(endpoint, name());
  }

  ResourceFailure failure(Kind kind, String why) {
    return server
        .api()
        .failure(
            kind, "stack %s on %s: %s".formatted(name(), wanted.text("environment_name"), why));
  }
}
