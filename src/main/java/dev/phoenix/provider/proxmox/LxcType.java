package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A container, made of a system template or as a copy of another container. */
final class LxcType extends GuestType {
  LxcType(Clusters clusters) {
    super(clusters, Guest.Kind.CONTAINER, LxcFields.all());
  }

  @Override
  public String name() {
    return "lxc";
  }

  @Override
  public boolean isMachine() {
    return true;
  }

  @Override
  public boolean contains() {
    return true;
  }

  @Override
  public boolean holdsData() {
    return true;
  }

  @Override
  public Attributes upgraded(Attributes recorded) {
    return MountsField.byPath(recorded);
  }

  @Override
  List<Rule> ownRules() {
    return List.of(
        Rule.replace("unprivileged"),
        Rule.grow("rootfs.size"),
        Rule.reboot("rootfs.storage"),
        Rule.grow("mounts.*.size"),
        Rule.reboot("mounts.*"),
        Rule.restart("nets.*.mac"),
        Rule.restart("nets.*.name"),
        Rule.reboot("features"),
        Rule.reboot("nameservers"),
        Rule.reboot("search_domain"),
        Rule.reboot("devices"),
        Rule.reboot("raw"));
  }

  @Override
  void check(Preflight preflight, Attributes wanted) throws ResourceFailure {
    preflight.disks(Making.home(wanted), "rootdir");
    preflight.disks(wanted.object("rootfs").path("storage").asString(""), "rootdir");
    for (JsonNode mount : wanted.object("mounts")) {
      preflight.disks(mount.path("storage").asString(""), "rootdir");
    }
    boolean folders =
        StreamSupport.stream(wanted.object("mounts").spliterator(), false)
            .anyMatch(mount -> mount.has("host_path"));
    preflight
        .root(folders, "mounting folders of the node")
        .root(!wanted.list("devices").isEmpty(), "handing devices of the node through")
        .root(wanted.has("hookscript"), "a hook script")
        .root(
            wanted.object("features").propertyNames().stream().anyMatch(f -> !f.equals("nesting")),
            "features other than nesting")
        .root(
            privileged(wanted) && !wanted.object("features").isEmpty(),
            "features of a privileged container")
        .since(8, 1, !wanted.list("devices").isEmpty(), "devices (older: raw lines)");
    if (!wanted.list("raw").isEmpty()) {
      preflight.shell("writing raw lines");
    }
  }

  private static boolean privileged(Attributes wanted) {
    return !wanted.flag("unprivileged", true);
  }

  @Override
  void provide(Provisions provisions, Attributes wanted) throws ResourceFailure {
    JsonNode source = wanted.object("source");
    if (source.has("template")) {
      provisions.template(source.path("template").asString());
    } else if (source.has("url")) {
      provisions.download(source.path("url").asString());
    }
    JsonNode root = wanted.object("rootfs");
    provisions.disk(Making.home(wanted), root.path("size").asInt(0));
    for (JsonNode mount : wanted.object("mounts")) {
      provisions.disk(Volumes.storage(mount), mount.path("size").asInt(0));
    }
  }

  @Override
  void make(Making making) throws ResourceFailure {
    JsonNode source = making.desired().attributes().object("source");
    if (source.has("clone")) {
      Copying.of(making, "hostname");
    } else {
      making.run(request(making, template(making, source)));
    }
  }

  private static String template(Making making, JsonNode source) throws ResourceFailure {
    Images images = new Images(making.cluster(), making.guest().node(), making.work());
    String url = source.path("url").asString("");
    if (!url.isEmpty()) {
      String checksum = source.path("checksum").asString("");
      return images.download(
          url,
          images.storageFor("vztmpl"),
          "vztmpl",
          Images.fileOf(url),
          checksum.isEmpty() ? null : checksum);
    }
    String named = source.path("template").asString("");
    int colon = named.indexOf(":vztmpl/");
    if (colon > 0) {
      images.appliance(named.substring(0, colon), named.substring(colon + ":vztmpl/".length()));
      return named;
    }
    // The API takes a path from root@pam alone, and a volume from everybody.
    return images.template(named.substring(named.lastIndexOf('/') + 1));
  }

  private static ProxmoxRequest request(Making making, String template) throws ResourceFailure {
    Attributes wanted = making.desired().attributes();
    JsonNode root = wanted.object("rootfs");
    ProxmoxRequest request =
        ProxmoxRequest.post(
                "make " + making.desired().address(), "nodes", making.guest().node(), "lxc")
            .with("vmid", making.guest().vmid())
            .with("ostemplate", template)
            .with("hostname", wanted.text("name"))
            .with("unprivileged", wanted.flag("unprivileged", true))
            .with("rootfs", Making.home(wanted) + ":" + root.path("size").asInt(8))
            .with("memory", wanted.number("memory", 512))
            .with("swap", wanted.number("swap", 512))
            .with("tags", Description.TAG)
            .with("description", making.description());
    if (wanted.has("cores")) {
      request = request.with("cores", wanted.number("cores", 1));
    }
    boolean given = !privileged(wanted) || making.cluster().rights().isRoot();
    if (given && wanted.object("features").path("nesting").asBoolean(false)) {
      request = request.with("features", "nesting=1");
    }
    Secret password = making.desired().secrets().get("password");
    return password == null ? request : request.with("password", password.reveal());
  }

  @Override
  BiPredicate<String, String> onlyRoot(Cluster cluster, Attributes wanted) throws ResourceFailure {
    boolean privileged = privileged(wanted);
    if (cluster.rights().isRoot()) {
      return (_, _) -> false;
    }
    return (key, value) ->
        key.equals("hookscript")
            || key.matches("dev\\d+")
            || (key.matches("mp\\d+") && value.startsWith("/"))
            || (key.equals("features") && (privileged || !value.equals("nesting=1")));
  }

  @Override
  void observe(Sight sight, Attributes.Builder shown) throws ResourceFailure {
    if (!sight.shape("raw").isMissingNode()) {
      shown.put("raw", raw(sight));
    }
    JsonNode named = sight.shape("snapshots");
    if (!named.isMissingNode()) {
      List<String> there = Snapshots.names(sight.cluster(), sight.guest());
      shown.put("snapshots", CloudInitField.texts(named).stream().filter(there::contains).toList());
    }
    JsonNode card = sight.shape("nets").path("net0");
    String address = Addresses.fixed(card);
    if (address.isEmpty() && card.path("ip").asString("").equals("dhcp") && sight.running()) {
      address = new Addresses(sight.cluster(), sight.guest(), sight.config()).now();
    }
    if (!address.isEmpty()) {
      shown.put("address", address);
    }
  }

  /** A running container's list of what waits leaves these lines out, so it is read once more. */
  private static ArrayNode raw(Sight sight) throws ResourceFailure {
    GuestConfig config =
        sight.running()
            ? sight.cluster().config(sight.guest(), false).orElse(sight.config())
            : sight.config();
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    config.raw().forEach(line -> lines.add(CloudInitField.list(line)));
    return lines;
  }

  @Override
  void finish(Settling settling) throws ResourceFailure {
    Attributes wanted = settling.wanted();
    if (wanted.has("raw")) {
      raw(settling, wanted.list("raw"));
    }
    if (wanted.has("running")) {
      Power power = new Power(settling.cluster(), settling.guest(), settling.work());
      if (!wanted.flag("running", true)) {
        power.stop();
      } else if (!power.start() && settling.mayReboot() && !settling.isFresh()) {
        power.reboot();
      }
    }
    for (String snapshot : CloudInitField.texts(wanted.list("snapshots"))) {
      Snapshots.make(settling.cluster(), settling.guest(), snapshot, settling.work());
    }
  }

  private static void raw(Settling settling, JsonNode wanted) throws ResourceFailure {
    List<List<String>> lines = new ArrayList<>();
    wanted.forEach(line -> lines.add(CloudInitField.texts(line)));
    List<List<String>> there =
        settling.cluster().config(settling.guest(), false).map(GuestConfig::raw).orElse(List.of());
    if (!there.equals(lines)) {
      settling.work().progress("writing raw lines on node " + settling.guest().node());
      settling.cluster().nodes().raw(settling.guest(), lines);
    }
  }
}
