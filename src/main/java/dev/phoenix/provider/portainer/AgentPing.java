package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Trust;
import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import okhttp3.HttpUrl;

/** Waits until an agent listens: its container runs some time before it does. */
final class AgentPing {
  private static final Duration READY = Duration.ofMinutes(1);

  /** The agent listens for its server; that this machine does not reach it is no error. */
  private static final Duration UNREACHED = Duration.ofSeconds(15);

  private static final PortainerRequest PING =
      PortainerRequest.get("ping the agent", "ping").patience(Duration.ofSeconds(5));

  private final PortainerApi api;
  private final String version;

  AgentPing(Network network, Repetition repetition, Address address, Attributes wanted) {
    String image = wanted.text("image");
    String tag = image.substring(image.lastIndexOf(':') + 1);
    this.version = tag.matches("\\d+\\.\\d+\\.\\d+") ? tag : "";
    // Its certificate is its own and new at each start; a ping says nothing secret.
    this.api =
        new PortainerApi(
            address.toString(),
            new HttpUrl.Builder()
                .scheme("https")
                .host(wanted.text("address"))
                .port(wanted.number("port", 9001))
                .build(),
            network,
            new Trust.Insecure(),
            new Credentials.None(),
            new Redaction(),
            repetition);
  }

  void await(Work work) throws ResourceFailure {
    Waiting unreached = new Waiting(work, UNREACHED);
    Waiting waiting = new Waiting(work, READY);
    while (true) {
      String wrong;
      try {
        Reply reply = api.exchange(PING);
        String shown = String.valueOf(reply.headers().get("Portainer-Agent"));
        if (reply.code() == 204 && (version.isEmpty() || version.equals(shown))) {
          return;
        }
        wrong =
            reply.code() == 204
                ? "an agent of version %s answers, not %s".formatted(shown, version)
                : "it answers HTTP %d, which no agent does".formatted(reply.code());
        if (waiting.over()) {
          throw api.failure(Kind.PERMANENT, PING, wrong);
        }
      } catch (ResourceFailure failure) {
        if (failure.kind() != Kind.UNREACHABLE) {
          throw failure;
        }
        if (unreached.over()) {
          work.progress("the agent is not reached from here; its server will say whether it is");
          return;
        }
        wrong = "it does not answer yet";
      }
      work.progress("waiting for the agent: " + wrong);
      waiting.pause(Duration.ofMillis(500));
    }
  }
}
