package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Trust;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** The Portainer servers that the files name: one connection each, opened on first use. */
final class Servers {
  private final Network network;
  private final Redaction redaction;
  private final Repetition repetition;
  private final Map<Address, Known> known = new ConcurrentHashMap<>();

  Servers(Network network, Redaction redaction, Repetition repetition) {
    this.network = network;
    this.redaction = redaction;
    this.repetition = repetition;
  }

  Network network() {
    return network;
  }

  Redaction redaction() {
    return redaction;
  }

  Repetition repetition() {
    return repetition;
  }

  /** The server that the {@code server} attribute names. */
  Server of(Attributes attributes, Neighbours neighbours) {
    Address address = Address.parse(attributes.text("server"));
    return at(neighbours.subject(address), neighbours.secrets(address));
  }

  /** The server of a {@code server/<name>} resource. */
  Server at(Subject subject, SortedMap<String, Secret> secrets) {
    Attributes attributes = subject.attributes();
    String url = attributes.text("url");
    JsonNode tls = attributes.object("tls");
    String user = attributes.text("admin_user", "admin");
    return known.compute(
            subject.address(),
            (address, before) ->
                before != null && before.fits(url, tls, user, secrets)
                    ? before
                    : open(subject, url, tls, user, secrets))
        .server;
  }

  private Known open(
      Subject subject, String url, JsonNode tls, String user, SortedMap<String, Secret> secrets) {
    secrets.values().forEach(redaction::add);
    Trust trust = Trust.of(tls, subject.identity().part("fingerprint"), network);
    Server server =
        new Server(
            new PortainerApi(
                subject.address().toString(),
                HttpUrl.get(url).newBuilder().addPathSegment("api").build(),
                network,
                trust,
                Credentials.of(user, secrets),
                redaction,
                repetition));
    return new Known(url, tls, user, secrets, server);
  }

  /** Forgets what was read of a server that was asked before. */
  void invalidate(Subject subject, Consumer<Server> what) {
    String name = subject.attributes().text("server", "");
    Known server = name.isEmpty() ? null : known.get(Address.parse(name));
    if (server != null) {
      what.accept(server.server);
    }
  }

  /** Has everything of a server asked again, with the same log-in. */
  void forget(Address server) {
    Known open = known.get(server);
    if (open != null) {
      open.server.forgetAll();
    }
  }

  /** Drops the connection: the server behind the address is another one now. */
  void drop(Address server) {
    known.remove(server);
  }

  /**
   * Why nothing can be read behind the server: it is not there, so neither are its objects, or it
   * cannot be reached. Empty if it is there.
   */
  static Optional<Observation> missing(Attributes attributes, Neighbours neighbours) {
    return neighbours.missing(Address.parse(attributes.text("server")));
  }

  /**
   * Looks into a server that is there.
   *
   * @param lists asks for what must be known to look: without it nobody can say
   */
  Observation read(Attributes attributes, Neighbours neighbours, Lists lists, Look look)
      throws ResourceFailure {
    Optional<Observation> missing = missing(attributes, neighbours);
    if (missing.isPresent()) {
      return missing.get();
    }
    Server server = of(attributes, neighbours);
    try {
      server.instance();
      lists.ask(server);
    } catch (ResourceFailure failure) {
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
    return look.at(server);
  }

  /** Asks a server for lists. */
  interface Lists {
    void ask(Server server) throws ResourceFailure;
  }

  /** Looks at one object of a server whose lists are known. */
  interface Look {
    Observation at(Server server) throws ResourceFailure;
  }

  private record Known(
      String url, JsonNode tls, String user, SortedMap<String, Secret> secrets, Server server) {
    boolean fits(String url, JsonNode tls, String user, SortedMap<String, Secret> secrets) {
      return this.url.equals(url)
          && this.tls.equals(tls)
          && this.user.equals(user)
          && this.secrets.equals(secrets);
    }
  }
}
