package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Has a server take a host as a new environment: waits for its agent, and restarts that once where
 * it listens to another server.
 */
final class EndpointRegistration {
  /** What a server says of an agent that does not listen yet, whatever version puts it how. */
  private static final Pattern NOT_REACHED =
      Pattern.compile(
          "Unable to get environment type|connection refused|connection reset|context deadline exceeded|i/o timeout|no route to host");

  private final DockerHosts hosts;
  private final Server server;
  private final Endpoints endpoints;
  private final Resource desired;
  private final EndpointForm form;
  private final Work work;

  EndpointRegistration(
      DockerHosts hosts, Server server, Resource desired, EndpointForm form, Work work) {
    this.hosts = hosts;
    this.server = server;
    this.endpoints = new Endpoints(server);
    this.desired = desired;
    this.form = form;
    this.work = work;
  }

  Identity register() throws ResourceFailure {
    Waiting waiting = new Waiting(work, Endpoints.AGENT_READY);
    boolean restarted = false;
    while (true) {
      PortainerRequest request =
          PortainerRequest.post(
                  "create environment " + desired.attributes().text("name"), "endpoints")
              .form(form.create())
              .patience(Duration.ofMinutes(2));
      Reply reply;
      try {
        reply = server.api().send(request);
      } catch (ResourceFailure failure) {
        return taken(failure);
      }
      if (reply.ok()) {
        return endpoints.identity(reply.json());
      }
      if (reply.code() == 409) {
        return taken(server.api().refused(request, reply));
      }
      if (!restarted && reply.message().contains("already paired")) {
        restarted = true;
        restartAgent(request, reply);
      } else if (!notReached(reply) || waiting.over()) {
        throw refused(request, reply);
      } else {
        work.progress("waiting until the server reaches the agent (" + reply.message() + ")");
      }
      waiting.pause(Endpoints.STEP);
    }
  }

  /** After a lost answer or a name that is taken: ours if it goes to the same agent. */
  private Identity taken(ResourceFailure failure) throws ResourceFailure {
    if (failure.kind() != Kind.AMBIGUOUS && failure.kind() != Kind.PERMANENT) {
      throw failure;
    }
    server.forgetEndpoints();
    Optional<JsonNode> found = endpoints.find(Identity.UNKNOWN, desired.attributes());
    if (found.isEmpty()
        || !found.get().path("URL").asString("").equals(desired.attributes().text("url"))) {
      throw failure;
    }
    Identity identity = endpoints.identity(found.get());
    work.exists(identity);
    endpoints.put(endpoints.id(found.get()), desired, form);
    return identity;
  }

  private static boolean notReached(Reply reply) {
    return NOT_REACHED.matcher(reply.message()).find();
  }

  private void restartAgent(PortainerRequest request, Reply reply) throws ResourceFailure {
    String agent = desired.attributes().text("agent", "");
    if (agent.isEmpty()) {
      throw server
          .api()
          .failure(
              Kind.PERMANENT,
              request,
              reply.message()
                  + "; restart the agent's container on its host, or give agent and server the same AGENT_SECRET");
    }
    Attributes attributes = work.subject(Address.parse(agent)).attributes();
    String container = attributes.text("container", "portainer_agent");
    work.progress(
        "the agent is paired with another server; restarting container " + container + " once");
    hosts.engine(Address.parse(attributes.text("docker")), work).containers().restart(container);
  }

  /** Docker 29 takes no calls of an API before 1.44, which is what older servers speak. */
  private static String tooNew(String message) {
    return message.contains("is too old") && message.contains("API version")
        ? "; the host's Docker Engine is too new for this Portainer: take server and agent 2.33.5, 2.36 or newer, or an engine before 29"
        : "";
  }

  private ResourceFailure refused(PortainerRequest request, Reply reply) {
    if (reply.message().contains("already paired")) {
      return server
          .api()
          .failure(
              Kind.PERMANENT,
              request,
              reply.message()
                  + "; the agent's container was restarted and still refuses: give agent and server the same AGENT_SECRET, and see whether another server uses this agent");
    }
    boolean notReached = notReached(reply);
    return server
        .api()
        .failure(
            notReached ? Kind.RETRYABLE : Kind.PERMANENT,
            request,
            reply.message()
                + (notReached
                    ? "; the server's host must reach the agent's port: look at firewalls, and restart the container of an agent that no server has taken for three days, for then it has closed that port"
                    : tooNew(reply.message())));
  }
}
