package dev.phoenix.provider.proxmox;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Secret;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small cluster of one node that answers as reference texts of Proxmox VE say: messages in the
 * reason phrase, numbers as text, changes that wait for the next start, digests, late failures.
 */
final class FakeCluster implements ResponseDefinitionTransformerV2, AutoCloseable {
  static final Secret TOKEN = new Secret("planted-token-secret");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern GUEST = Pattern.compile("nodes/pve/(qemu|lxc)/(\\d+)(?:/(.*))?");

  /** Keys that a running machine takes only at its next start. */
  private static final Pattern WAITING =
      Pattern.compile(
          "cores|sockets|cpu|memory|balloon|boot|agent|features|nameserver|searchdomain|mp\\d+");

  /** One request that came. */
  record Asked(String method, String path, SortedMap<String, List<String>> parameters) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** What a request meets instead of its answer. */
  private record Trap(Pattern asked, int status, String reason, String body, boolean done) {}

  /** A guest of the cluster. */
  static final class FakeGuest {
    final String kind;
    final SortedMap<String, String> config = new TreeMap<>();
    final SortedMap<String, String> pending = new TreeMap<>();
    final FakeFirewall firewall = new FakeFirewall();
    boolean running;
    int digest;

    FakeGuest(String kind) {
      this.kind = kind;
    }
  }

  final WireMockServer server;
  final FakeRun run;
  final Map<Integer, FakeGuest> guests = new TreeMap<>();
  final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  final List<String> files = new ArrayList<>();

  /** Files on the disk of every machine that its agent gives away. */
  final Map<String, String> inside = new TreeMap<>();

  String release = "8.4";
  int uptime = 1;

  /** Where SSH of every machine answers; null where nobody does. */
  volatile @Nullable SocketAddress ssh;

  boolean quorate = true;
  JsonNode permissions = MAPPER.readTree("{'/':{}}".replace('\'', '"'));
  private final List<Trap> traps = new ArrayList<>();
  private final Map<String, String> ended = new TreeMap<>();
  private ProxmoxProvider provider;
  private int task;

  FakeCluster() {
    this(
        "{'url':'http://127.0.0.1:%d','tls':{'mode':'insecure'},'user':'automation@pve','token':'phoenix'}",
        Map.of("token_secret", TOKEN));
  }

  FakeCluster(String hypervisor, Map<String, Secret> secrets) {
    server =
        new WireMockServer(
            wireMockConfig().dynamicPort().bindAddress("127.0.0.1").extensions(this));
    server.stubFor(
        any(anyUrl()).willReturn(new ResponseDefinitionBuilder().withTransformers("cluster")));
    server.start();
    run = new FakeRun(hypervisor.formatted(server.port()), secrets);
    permissions = everything();
    provider = provider();
  }

  private ProxmoxProvider provider() {
    return new ProxmoxProvider(
        network(), new Redaction(), run.time, new Repetition(run.time, new Random(1)));
  }

  /** From here on it is another process that asks. */
  void anew() {
    provider.close();
    provider = provider();
  }

  private Network network() {
    return new Network() {
      @Override
      public SocketAddress tcp(String host, int port) {
        SocketAddress door = ssh;
        return port == 22 && door != null ? door : Network.real().tcp(host, port);
      }

      @Override
      public SocketAddress unix(String path) {
        return Network.real().unix(path);
      }

      @Override
      public @Nullable Sandbox sandbox() {
        return null;
      }
    };
  }

  private static JsonNode everything() {
    ObjectNode rights = JSON.objectNode();
    for (String privilege :
        "VM.Audit VM.Allocate VM.Clone VM.PowerMgmt VM.Config.CPU VM.Config.Memory VM.Config.Disk VM.Config.Network VM.Config.Options VM.Config.HWType Datastore.Audit Datastore.AllocateSpace Datastore.AllocateTemplate Sys.Modify Sys.Audit SDN.Use"
            .split(" ", -1)) {
      rights.put(privilege, 1);
    }
    return JSON.objectNode().set("/", rights);
  }

  ResourceType type(String name) {
    return provider.types().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  Voucher vouch(Address home) {
    return provider.vouch(home, run);
  }

  /** A container as a machine. */
  Machine inside(int vmid) {
    return provider.inside(
        JSON.objectNode().put("hypervisor", FakeRun.HYPERVISOR.toString()).put("vmid", vmid),
        () -> run);
  }

  /** The next request like this is refused and does nothing. */
  void refuse(String asked, int status, String reason) {
    traps.add(new Trap(Pattern.compile(asked), status, reason, "{\"data\":null}", false));
  }

  /** The next request like this is refused with a body of its own. */
  void refuse(String asked, int status, String reason, String body) {
    traps.add(new Trap(Pattern.compile(asked), status, reason, body, false));
  }

  /** The next request like this is done, and nobody hears of it; status 0 cuts the connection. */
  void swallow(String asked, int status) {
    traps.add(new Trap(Pattern.compile(asked), status, "swallowed", "", true));
  }

  /** The task that the next request like this begins ends with this. */
  void failTask(String asked, String exit) {
    traps.add(new Trap(Pattern.compile(asked), -1, exit, "", false));
  }

  FakeGuest guest(int vmid, String kind) {
    FakeGuest guest = new FakeGuest(kind);
    guests.put(vmid, guest);
    return guest;
  }

  List<String> changes() {
    return asked.stream().filter(a -> !a.method().equals("GET")).map(Asked::toString).toList();
  }

  @Override
  public String getName() {
    return "cluster";
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public synchronized ResponseDefinition transform(ServeEvent event) {
    var request = event.getRequest();
    URI uri = URI.create(request.getUrl());
    String path = uri.getPath().substring("/api2/json/".length());
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    decode(uri.getRawQuery(), parameters);
    decode(request.getBodyAsString(), parameters);
    Asked now = new Asked(request.getMethod().value(), path, parameters);
    asked.add(now);
    Trap trap =
        traps.stream().filter(t -> t.asked.matcher(now.toString()).find()).findFirst().orElse(null);
    traps.remove(trap);
    if (trap != null && !trap.done && trap.status > 0) {
      return reply(trap.status, trap.reason, trap.body);
    }
    try {
      JsonNode data =
          answer(now, one(parameters), trap == null ? "OK" : trap.status < 0 ? trap.reason : "OK");
      if (trap != null && trap.done) {
        return trap.status == 0
            ? new ResponseDefinitionBuilder().withFault(Fault.EMPTY_RESPONSE).build()
            : reply(trap.status, trap.reason, "");
      }
      return reply(200, "OK", JSON.objectNode().set("data", data).toString());
    } catch (IllegalArgumentException refused) {
      return reply(500, String.valueOf(refused.getMessage()), "{\"data\":null}");
    }
  }

  private static ResponseDefinition reply(int status, String reason, String body) {
    return new ResponseDefinitionBuilder()
        .withStatus(status)
        .withStatusMessage(reason)
        .withHeader("Date", "Sat, 21 Nov 2026 12:00:00 GMT")
        .withBody(body)
        .build();
  }

  private static void decode(@Nullable String form, Map<String, List<String>> into) {
    if (form == null || form.isEmpty()) {
      return;
    }
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      into.computeIfAbsent(text(pair.substring(0, equals)), _ -> new ArrayList<>())
          .add(text(pair.substring(equals + 1)));
    }
  }

  private static String text(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private static Map<String, String> one(Map<String, List<String>> parameters) {
    Map<String, String> one = new TreeMap<>();
    parameters.forEach((name, values) -> one.put(name, values.getFirst()));
    return one;
  }

  private JsonNode answer(Asked now, Map<String, String> p, String exit) {
    Matcher guest = GUEST.matcher(now.path());
    if (guest.matches()) {
      return guest(now, guest, p, exit);
    }
    String what = now.toString();
    return switch (what) {
      case "GET version" ->
          JSON.objectNode().put("release", release).put("version", release + ".1");
      case "GET access/permissions" -> permissions;
      case "POST access/ticket" ->
          JSON.objectNode().put("ticket", "PVE:root@pam:65+/==").put("CSRFPreventionToken", "csrf");
      case "GET cluster/resources" -> resources();
      case "GET cluster/status" ->
          JSON.arrayNode()
              .add(JSON.objectNode().put("type", "cluster").put("quorate", quorate ? 1 : 0));
      case "GET nodes/pve/network" ->
          JSON.arrayNode().add(JSON.objectNode().put("iface", "vmbr0").put("type", "bridge"));
      case "GET nodes/pve/aplinfo" ->
          JSON.arrayNode()
              .add(JSON.objectNode().put("template", "debian-12-standard_12.7-1_amd64.tar.zst"));
      case "GET nodes/pve/tasks" -> tasks(p);
      case "POST nodes/pve/qemu" -> made("qemu", p, exit);
      case "POST nodes/pve/lxc" -> made("lxc", p, exit);
      case "POST nodes/pve/aplinfo" -> {
        files.add(p.get("storage") + ":vztmpl/" + p.get("template"));
        yield upid("download", 0, exit);
      }
      case String _ when what.matches("GET nodes/pve/tasks/.*/status") -> status(now.path());
      case String _ when what.matches("GET nodes/pve/tasks/.*/log") ->
          JSON.arrayNode().add(JSON.objectNode().put("n", 1).put("t", "working"));
      case String _ when what.matches("GET nodes/pve/storage/.*/content") -> {
        ArrayNode list = JSON.arrayNode();
        files.forEach(file -> list.add(JSON.objectNode().put("volid", file)));
        yield list;
      }
      case String _ when what.matches("POST nodes/pve/storage/.*/download-url") -> {
        files.add(now.path().split("/", -1)[3] + ":" + p.get("content") + "/" + p.get("filename"));
        yield upid("download", 0, exit);
      }
      case String _ -> throw new IllegalArgumentException("Method '" + what + "' not implemented");
    };
  }

  private JsonNode resources() {
    ArrayNode list = JSON.arrayNode();
    guests.forEach((vmid, guest) ->
        list.add(
            JSON.objectNode()
                .put("type", guest.kind)
                .put("vmid", vmid)
                .put("node", "pve")
                .put(
                    "maxdisk",
                    DiskSize.parse(
                            PropertyString.parse(guest.config.getOrDefault("scsi0", ""), "file")
                                .get("size", "0"))
                        .bytes())
                .put("status", guest.running ? "running" : "stopped")));
    list.add(JSON.objectNode().put("type", "node").put("node", "pve").put("status", "online"));
    for (String storage : List.of("local", "local-lvm")) {
      list.add(
          JSON.objectNode()
              .put("type", "storage")
              .put("node", "pve")
              .put("storage", storage)
              .put("status", "available")
              .put("plugintype", storage.equals("local") ? "dir" : "lvm")
              .put("maxdisk", 100L << 30)
              .put("disk", 20L << 30)
              .put(
                  "content",
                  storage.equals("local") ? "iso,vztmpl,import,snippets" : "images,rootdir"));
    }
    return list;
  }

  private JsonNode made(String kind, Map<String, String> p, String exit) {
    int vmid = Integer.parseInt(p.get("vmid"));
    if (guests.containsKey(vmid)) {
      throw new IllegalArgumentException(
          "unable to create VM %d - VM %d already exists on node 'pve'".formatted(vmid, vmid));
    }
    if (exit.equals("OK")) {
      FakeGuest made = guest(vmid, kind);
      p.forEach((key, value) -> {
        if (!List.of("vmid", "ostemplate", "storage", "password").contains(key)) {
          made.config.put(key, volume(vmid, key, value));
        }
      });
    }
    return upid(kind.equals("qemu") ? "qmcreate" : "vzcreate", vmid, exit);
  }

  /** New volumes get their name and size; images are two GiB and a bit. */
  private static String volume(int vmid, String key, String value) {
    String[] parts = value.split(",", 2);
    Matcher size = Pattern.compile("([\\w-]+):(\\d+)").matcher(parts[0]);
    String rest = parts.length > 1 ? "," + parts[1].replaceAll("import-from=[^,]*,?", "") : "";
    if (size.matches() && key.matches("(scsi|virtio|mp|rootfs).*")) {
      String made = size.group(2).equals("0") ? "2252M" : size.group(2) + "G";
      return (size.group(1) + ":vm-" + vmid + "-" + key + ",size=" + made + rest)
          .replaceAll(",$", "");
    }
    return value.endsWith(":cloudinit")
        ? value.replace("cloudinit", "vm-" + vmid + "-cloudinit,media=cdrom")
        : value;
  }

  /** One that must be there. */
  FakeGuest guest(int vmid) {
    return Objects.requireNonNull(guests.get(vmid), () -> "there is no guest " + vmid);
  }

  private JsonNode guest(Asked now, Matcher at, Map<String, String> p, String exit) {
    int vmid = Integer.parseInt(at.group(2));
    FakeGuest guest = guests.get(vmid);
    if (guest == null || !guest.kind.equals(at.group(1))) {
      throw new IllegalArgumentException(
          "Configuration file 'nodes/pve/%s/%d.conf' does not exist"
              .formatted(at.group(1).equals("lxc") ? "lxc" : "qemu-server", vmid));
    }
    String prefix = guest.kind.equals("qemu") ? "qm" : "vz";
    return switch (now.method() + " " + (at.group(3) == null ? "" : at.group(3))) {
      // Of a snapshot nothing is kept but its name.
      case "GET config" -> p.containsKey("snapshot") ? JSON.objectNode() : config(guest);
      case "GET pending" -> pending(guest);
      case "GET status/current" ->
          JSON.objectNode()
              .put("status", guest.running ? "running" : "stopped")
              .put("uptime", guest.running ? uptime : 0);
      case "POST config", "PUT config" -> written(guest, vmid, p);
      case "PUT resize" -> {
        guest.config.computeIfPresent(
            p.get("disk"), (_, old) -> old.replaceAll("size=[^,]*", "size=" + p.get("size")));
        guest.digest++;
        yield upid("resize", vmid, exit);
      }
      case "POST move_disk", "POST move_volume" -> {
        if (exit.equals("OK")) {
          guest.config.computeIfPresent(
              p.getOrDefault("disk", p.getOrDefault("volume", "")),
              (_, old) -> old.replaceAll("^[^:]+:", p.get("storage") + ":"));
        }
        guest.digest++;
        yield upid(guest.kind.equals("qemu") ? "qmmove" : "move_volume", vmid, exit);
      }
      case "POST clone" -> {
        int newid = Integer.parseInt(p.get("newid"));
        if (exit.equals("OK")) {
          FakeGuest copy = guest(newid, guest.kind);
          copy.config.putAll(guest.config);
          copy.config.remove("template");
          copy.config.put("description", p.get("description") + "\n");
          copy.config.put(
              guest.kind.equals("qemu") ? "name" : "hostname",
              p.getOrDefault("name", p.getOrDefault("hostname", "")));
        }
        yield upid(prefix + "clone", vmid, exit);
      }
      case "POST status/start" -> {
        guest.running |= exit.equals("OK");
        apply(guest);
        yield upid(prefix + "start", vmid, exit);
      }
      case "POST status/shutdown" -> {
        guest.running = false;
        yield upid(prefix + "shutdown", vmid, exit);
      }
      case "POST status/reboot" -> {
        apply(guest);
        yield upid(prefix + "reboot", vmid, exit);
      }
      case "GET agent/file-read" -> {
        String content = inside.get(p.get("file"));
        if (content == null) {
          throw new IllegalArgumentException("QEMU guest agent is not running");
        }
        yield JSON.objectNode().put("content", content).put("bytes-read", content.length());
      }
      case "POST agent/ping" -> JSON.objectNode().set("result", JSON.objectNode());
      case "GET agent/network-get-interfaces" ->
          MAPPER.readTree(
              "{'result':[{'name':'lo','ip-addresses':[{'ip-address':'127.0.0.1','ip-address-type':'ipv4'}]},{'name':'eth0','ip-addresses':[{'ip-address':'10.0.0.77','ip-address-type':'ipv4'}]}]}"
                  .replace('\'', '"'));
      case "GET interfaces" ->
          MAPPER.readTree("[{'name':'eth0','inet':'10.0.0.78/24'}]".replace('\'', '"'));
      case "POST template" -> {
        guest.config.put("template", "1");
        yield upid(prefix + "template", vmid, exit);
      }
      case "GET snapshot" -> {
        ArrayNode list = JSON.arrayNode().add(JSON.objectNode().put("name", "current"));
        files.stream()
            .filter(f -> f.startsWith("snap-" + vmid + "-"))
            .forEach(f -> list.add(JSON.objectNode().put("name", f.split("-", 3)[2])));
        yield list;
      }
      case "POST snapshot" -> {
        files.add("snap-" + vmid + "-" + p.get("snapname"));
        yield upid(prefix + "snapshot", vmid, exit);
      }
      case "DELETE " -> {
        if (guest.running) {
          throw new IllegalArgumentException("VM " + vmid + " is running - destroy failed");
        }
        guests.remove(vmid);
        yield upid(prefix + "destroy", vmid, exit);
      }
      case String what -> guest.firewall.answer(what, p);
    };
  }

  private static void apply(FakeGuest guest) {
    guest.pending.forEach((key, value) -> {
      if (value.isEmpty()) {
        guest.config.remove(key);
      } else {
        guest.config.put(key, value);
      }
    });
    guest.pending.clear();
  }

  private static JsonNode config(FakeGuest guest) {
    ObjectNode config = JSON.objectNode();
    SortedMap<String, String> merged = new TreeMap<>(guest.config);
    merged.putAll(guest.pending);
    merged.forEach((key, value) -> {
      if (key.equals("cores") && !value.isEmpty()) {
        config.put(key, Integer.parseInt(value));
      } else if (!value.isEmpty()) {
        config.put(key, value);
      }
    });
    return config.put("digest", digest(guest));
  }

  private static JsonNode pending(FakeGuest guest) {
    ArrayNode list = JSON.arrayNode();
    list.add(JSON.objectNode().put("key", "digest").put("value", digest(guest)));
    SortedMap<String, String> keys = new TreeMap<>(guest.config);
    keys.putAll(guest.pending);
    for (String key : keys.keySet()) {
      ObjectNode item = JSON.objectNode().put("key", key);
      if (guest.config.containsKey(key)) {
        item.put("value", guest.config.get(key));
      }
      String waits = guest.pending.get(key);
      if (waits != null && waits.isEmpty()) {
        item.put("delete", 1);
      } else if (waits != null) {
        item.put("pending", waits);
      }
      list.add(item);
    }
    return list;
  }

  private static String digest(FakeGuest guest) {
    return "%040x".formatted(guest.digest);
  }

  private JsonNode written(FakeGuest guest, int vmid, Map<String, String> p) {
    if (p.containsKey("digest") && !p.get("digest").equals(digest(guest))) {
      throw new IllegalArgumentException("checksum mismatch (file change by other user?)");
    }
    Map<String, String> changes = new TreeMap<>();
    p.forEach((key, value) -> {
      if (!List.of("digest", "delete", "background_delay").contains(key)) {
        changes.put(key, key.equals("cipassword") ? "**********" : volume(vmid, key, value));
      }
    });
    Arrays.stream(p.getOrDefault("delete", "").split(",", -1))
        .filter(key -> !key.isEmpty())
        .forEach(key -> changes.put(key, ""));
    changes.forEach((key, value) -> {
      guest.pending.remove(key);
      if (value.equals(guest.config.get(key))) {
        return;
      }
      if (guest.running && WAITING.matcher(key).matches() && guest.kind.equals("qemu")) {
        guest.pending.put(key, value);
      } else if (value.isEmpty()) {
        guest.config.remove(key);
      } else {
        guest.config.put(key, value);
      }
    });
    guest.digest++;
    return guest.kind.equals("qemu") ? upid("qmconfig", vmid, "OK") : JSON.nullNode();
  }

  private JsonNode upid(String type, int vmid, String exit) {
    String upid =
        "UPID:pve:%08X:%08X:6560A000:%s:%s:automation@pve!phoenix:"
            .formatted(++task, task, type, vmid == 0 ? "" : vmid);
    ended.put(upid, exit);
    return JSON.stringNode(upid);
  }

  private JsonNode status(String path) {
    String upid = path.split("/", -1)[3];
    String exit = ended.get(upid);
    if (exit == null) {
      throw new IllegalArgumentException("no such task");
    }
    return JSON.objectNode().put("status", "stopped").put("exitstatus", exit);
  }

  private JsonNode tasks(Map<String, String> p) {
    ArrayNode list = JSON.arrayNode();
    ended.forEach((upid, _) -> {
      Upid task = Upid.parse(upid).orElseThrow();
      if (task.id().equals(p.get("vmid"))) {
        list.add(
            JSON.objectNode()
                .put("upid", upid)
                .put("type", task.type())
                .put("starttime", task.started()));
      }
    });
    return list;
  }

  @Override
  public void close() {
    provider.close();
    server.stop();
  }
}
