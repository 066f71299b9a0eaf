package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;

/** An environment as the server reaches it at one moment. */
sealed interface Environment {
  /** Docker's answer to a request through the proxy. */
  Reply docker(Request request);

  /**
   * The engine itself.
   *
   * @throws Unreached if the server does not get through to it
   */
  Engine engine();

  /** Why an engine could not be asked. */
  final class Unreached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreached(String message) {
      super(message);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  /** The Docker socket of the server's own machine. */
  record Local(Engine engine, Service api) implements Environment {
    @Override
    public Reply docker(Request request) {
      return api.answer(request);
    }
  }

  /** An agent that answers. */
  record Reached(Agent agent, Signer signer, String signature) implements Environment {
    @Override
    public Reply docker(Request request) {
      return agent.answer(signer.sign(request, signature));
    }

    @Override
    public Engine engine() {
      Reply answer = docker(Request.of("GET", "/_ping", ""));
      if (answer.status() == 403) {
        throw new Unreached("Agent already paired with another Portainer instance");
      }
      return agent.engine();
    }
  }

  /**
   * One that does not answer.
   *
   * @param reason as the network library says it
   */
  record Dead(String reason) implements Environment {
    @Override
    public Reply docker(Request request) {
      return Reply.empty(502);
    }

    @Override
    public Engine engine() {
      throw new Unreached(reason);
    }
  }
}
