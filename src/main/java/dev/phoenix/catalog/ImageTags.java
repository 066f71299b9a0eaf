package dev.phoenix.catalog;

import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerEnvironment;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.List;

/**
 * Warns of agents whose version floats or does not fit the server's. A server whose version floats
 * is reported where the files are checked: then every agent floats with it.
 */
final class ImageTags {
  private ImageTags() {}

  static void check(PortainerServer server, List<Host> hosts, Diagnostics diagnostics) {
    String wanted = server.managed() ? tag(server.image()) : "";
    for (Host host : hosts) {
      PortainerEnvironment environment = host.environment();
      if (environment != null && environment.agent().managed()) {
        String image = environment.agent().image();
        String tag = tag(image);
        if (tag.equals("latest") && !wanted.equals("latest")) {
          diagnostics.add(floats(image).at(host.position()));
        } else if (comparable(wanted) && comparable(tag) && !tag.equals(wanted)) {
          diagnostics.add(
              Diagnostic.warning(
                      "the agent of " + host.name() + " is not of the server's version",
                      "The server is "
                          + server.image()
                          + ", the agent "
                          + image
                          + ". Portainer supports equal versions only; remove the agent's image to"
                          + " get the one that fits.")
                  .at(host.position()));
        }
      }
    }
  }

  private static boolean comparable(String tag) {
    return !tag.isEmpty() && !tag.equals("latest");
  }

  private static Diagnostic floats(String image) {
    return Diagnostic.warning(
        "the version of " + image + " floats",
        "What \"latest\" means changes without the files: server and agents drift apart, and a"
            + " database that was migrated does not go back. Name a version.");
  }

  /** The tag; {@code latest} where there is none, empty where a digest pins the image. */
  private static String tag(String image) {
    if (image.indexOf('@') >= 0) {
      return "";
    }
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "latest";
  }
}
