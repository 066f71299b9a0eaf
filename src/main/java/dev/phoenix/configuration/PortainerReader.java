package dev.phoenix.configuration;

import dev.phoenix.configuration.PortainerServer.Group;
import dev.phoenix.configuration.PortainerServer.Registry;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code portainer_api}: the server, its groups and its registries. */
final class PortainerReader {
  private static final String HTTPS = "9443";

  private final Defaults defaults;
  private final List<Host> hosts;
  private final List<DockerGuest> machines;
  private final ServerTrust trust;
  private final Diagnostics diagnostics;

  PortainerReader(
      Defaults defaults,
      List<Host> hosts,
      List<DockerGuest> machines,
      ServerTrust trust,
      Diagnostics diagnostics) {
    this.defaults = defaults;
    this.hosts = hosts;
    this.machines = machines;
    this.trust = trust;
    this.diagnostics = diagnostics;
  }

  /** Null where the file has no such block and no machine a role. */
  @Nullable PortainerServer read(Block hypervisor) {
    Optional<String> primary = primary();
    if (!hypervisor.has("portainer_api") && primary.isEmpty()) {
      return null;
    }
    Block block = hypervisor.blockOrEmpty("portainer_api");
    SortedMap<String, String> publish = publish(hypervisor, block);
    return new PortainerServer(
        block.text("name", primary.orElse("portainer")),
        block.flag("managed", primary.isPresent()),
        primary.orElse(null),
        checked(block, url(hypervisor, block, publish.getOrDefault(HTTPS, HTTPS))),
        trust.read(block.blockOrEmpty("tls")),
        block.text("admin_user", "admin"),
        block.secret("admin_password"),
        block.secret("api_key"),
        block.text("container", "portainer"),
        defaults.serverImage(),
        block.text("pull", "missing"),
        block.text("restart", "always"),
        block.text("data_volume", "portainer_data"),
        publish,
        block.texts("arguments"),
        block.secret("agent_secret"),
        block.blocks("groups").stream().map(PortainerReader::group).toList(),
        block.blocks("registries").stream().map(PortainerReader::registry).toList(),
        block.position());
  }

  private Optional<String> primaryGuest() {
    return machines.stream()
        .map(DockerGuest::guest)
        .filter(guest -> guest.role() == PortainerRole.PRIMARY && guest.address() != null)
        .map(guest -> Networks.withoutMask(Objects.requireNonNull(guest.address()).target()))
        .findFirst();
  }

  private Optional<String> primary() {
    Optional<String> host =
        hosts.stream()
            .filter(one -> one.role() == PortainerRole.PRIMARY)
            .map(Host::name)
            .findFirst();
    return host.or(() ->
        machines.stream()
            .map(DockerGuest::guest)
            .filter(one -> one.role() == PortainerRole.PRIMARY)
            .map(Guest::name)
            .findFirst());
  }

  private static SortedMap<String, String> publish(Block hypervisor, Block block) {
    Block ports = block.blockOrEmpty("ports");
    SortedMap<String, String> publish = new TreeMap<>();
    publish.put(
        HTTPS,
        ports.text(
            "https", hypervisor.blockOrEmpty("network").text("portainer_server_port", HTTPS)));
    put(publish, "8000", ports.text("tunnel", "8000"));
    put(publish, "9000", ports.text("http", "false"));
    return publish;
  }

  private static void put(SortedMap<String, String> publish, String container, String host) {
    switch (host) {
      case "false" -> {}
      case "true" -> publish.put(container, container);
      default -> publish.put(container, host);
    }
  }

  private String url(Block hypervisor, Block block, String https) {
    String url = block.text("url");
    if (url != null) {
      return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
    String port = https.substring(https.lastIndexOf(':') + 1);
    String hostname =
        hosts.stream()
            .filter(host -> host.role() == PortainerRole.PRIMARY)
            .map(Host::address)
            .findFirst()
            .or(this::primaryGuest)
            .orElse(
                block.text(
                    "portainer_hostname",
                    hypervisor.blockOrEmpty("network").text("portainer_server_ip", "127.0.0.1")));
    return "https://" + hostname + ":" + port;
  }

  /** The URL, with an error if nothing can be asked there. */
  private String checked(Block block, String url) {
    // What has not even the form of a URL the schema has refused.
    String fault = url.matches("https?://\\S+") ? WebAddress.fault(url) : "";
    if (!fault.isEmpty()) {
      String field = block.has("url") ? "url" : "portainer_hostname";
      diagnostics.add(
          Diagnostic.error(
                  "the server has no usable URL: " + url,
                  "Nothing can be asked there: "
                      + fault
                      + ". Write \"url\": \"https://HOST:9443\" into portainer_api.")
              .at(block.has(field) ? block.position(field) : block.position())
              .about(JsonFile.below(block.pointer(), field)));
    }
    return url;
  }

  private static Group group(Block group) {
    return new Group(
        group.text("name", ""),
        group.text("description", ""),
        group.texts("tags"),
        group.position());
  }

  private static Registry registry(Block registry) {
    return new Registry(
        registry.text("name", ""),
        registry.text("type", "custom"),
        registry.text("url", ""),
        registry.text("username", ""),
        registry.secret("password"),
        registry.position());
  }
}
