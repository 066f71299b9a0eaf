package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Where files come from, as a node sees it: looked at in passing, and nothing waits for it. */
final class Upstream {
  /** A plan waits no longer to hear whether there is something new. */
  private static final Duration GLANCE = Duration.ofSeconds(5);

  private Upstream() {}

  /**
   * How large the file behind a URL is just now, as the node sees it; empty if that is not known.
   */
  static OptionalLong bytes(Cluster cluster, String node, String url) {
    try {
      JsonNode facts =
          cluster
              .api()
              .call(
                  ProxmoxRequest.get("look at " + url, "nodes", node, "query-url-metadata")
                      .with("url", url)
                      .once(GLANCE));
      return facts.has("size")
          ? OptionalLong.of(facts.path("size").asLong(0))
          : OptionalLong.empty();
    } catch (ResourceFailure _) {
      // Neither a missing right nor a node without internet keeps anything from being planned.
      return OptionalLong.empty();
    }
  }

  /** Why a URL leads nowhere, if the node has been told so; everything else shows itself later. */
  static Optional<String> unknown(Cluster cluster, String node, String url) {
    ProxmoxRequest request =
        ProxmoxRequest.get("look at " + url, "nodes", node, "query-url-metadata")
            .with("url", url)
            .once(GLANCE);
    try {
      Reply reply = cluster.api().send(request);
      return !reply.ok() && reply.message().contains("404")
          ? Optional.of(reply.message())
          : Optional.empty();
    } catch (ResourceFailure _) {
      return Optional.empty();
    }
  }
}
