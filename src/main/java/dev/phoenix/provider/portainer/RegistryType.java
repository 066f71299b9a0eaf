package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A private image registry that the server knows, with its credentials. */
final class RegistryType extends ListedType {
  /** The server's numbers for them start at 1, in this order. */
  private static final List<String> TYPES =
      List.of("quay", "azure", "custom", "gitlab", "proget", "dockerhub", "ecr");

  private static final Pattern ECR = Pattern.compile("\\.dkr\\.ecr(-fips)?\\.(?<region>[^./]+)\\.");

  RegistryType(Servers servers) {
    super(servers, "registries", "Id");
  }

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public List<Rule> rules() {
    return List.of(Rule.replace("server"), Rule.replace("type"), Rule.update("*"));
  }

  @Override
  List<JsonNode> list(Server server) throws ResourceFailure {
    return server.registries();
  }

  @Override
  void forget(Server server) {
    server.forgetRegistries();
  }

  @Override
  Observation.Present present(
      Identity identity, JsonNode found, Attributes attributes, Server server) {
    boolean authentication = found.path("Authentication").asBoolean(false);
    SortedMap<String, Secret> secrets = new TreeMap<>();
    String password = found.path("Password").asString("");
    if (authentication && !password.isEmpty()) {
      secrets.put("password", new Secret(password));
    }
    return new Observation.Present(
        identity,
        Attributes.builder()
            .put("server", attributes.text("server"))
            .put("name", found.path("Name").asString(""))
            .put("type", word(found.path("Type").asInt(0)))
            .put("url", found.path("URL").asString(""))
            .put("authentication", authentication)
            .put("username", authentication ? found.path("Username").asString("") : "")
            .build(),
        secrets,
        Claim.FREE);
  }

  static String word(int number) {
    return number >= 1 && number <= TYPES.size() ? TYPES.get(number - 1) : "type " + number;
  }

  @Override
  PortainerRequest content(PortainerRequest request, Resource desired, Server server)
      throws ResourceFailure {
    Attributes wanted = desired.attributes();
    int type = TYPES.indexOf(wanted.text("type", "custom")) + 1;
    if (type == 0) {
      throw new ResourceFailure(
          ResourceFailure.Kind.PERMANENT,
          "registry %s: type %s is none of %s"
              .formatted(wanted.text("name"), wanted.text("type"), String.join(", ", TYPES)));
    }
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("Name", wanted.text("name"))
            .put("Type", type)
            .put("URL", wanted.text("url"))
            .put("Authentication", wanted.flag("authentication", false))
            .put("Username", wanted.text("username", ""));
    switch (wanted.text("type", "custom")) {
      case "proget" -> body.put("BaseURL", wanted.text("url").replaceFirst("/.*$", ""));
      case "ecr" -> body.putObject("Ecr").put("Region", region(wanted));
      case String _ -> {}
    }
    Secret password = desired.secrets().get("password");
    if (password != null) {
      body.put("Password", password.reveal());
    }
    return request.json(body);
  }

  /** Asked for apart by the server, which logs in there for each pull. */
  private static String region(Attributes wanted) throws ResourceFailure {
    Matcher matcher = ECR.matcher(wanted.text("url"));
    if (!matcher.find()) {
      throw new ResourceFailure(
          ResourceFailure.Kind.PERMANENT,
          "registry %s: %s is no address of a registry of type ecr, which reads ACCOUNT.dkr.ecr.REGION.amazonaws.com; another kind is custom"
              .formatted(wanted.text("name"), wanted.text("url")));
    }
    return matcher.group("region");
  }
}
