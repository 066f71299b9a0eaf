package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.provider.proxmox.FakeCluster.Asked;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every request that the types can build is one that Proxmox VE declares to take. */
final class ContractTest {
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1',
       'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-lvm',
       'cores':4,'sockets':2,'cpu':'host','memory':4096,'balloon':1024,'agent':true,'running':true,
       'start_on_boot':true,'boot':['scsi0','net0'],'protection':false,'description':'a = b, c',
       'disks':{'scsi0':{'storage':'local-lvm','size':64,'discard':true,'ssd':true,'iothread':true,'cache':'none','aio':'io_uring','backup':true},
         'virtio1':{'storage':'local-lvm','size':5,'backup':false}},
       'nets':{'net0':{'model':'virtio','bridge':'vmbr0','tag':20,'firewall':true,'rate':12.5,'mtu':1400,'mac':'bc:24:11:aa:bb:cc'},
         'net1':{'model':'e1000','bridge':'vmbr0'}},
       'cloud_init':{'user':'phoenix','keys':['ssh-ed25519 AAAA+b/c= me@home'],'ip':'10.0.0.102/24','gateway':'10.0.0.1','nameservers':['10.0.0.1'],'search_domain':'home.lan','upgrade':false},
       'firewall':{'enabled':true,'input':'DROP','output':'ACCEPT','rules':[
         {'type':'in','action':'ACCEPT','proto':'tcp','port':'22','source':'10.0.0.0/24','iface':'net0','comment':'a = b, c'},
         {'type':'out','action':'REJECT','dest':'10.0.0.9'}]},
       'startup':{'order':2,'up':30,'down':60},'tags':['docker','gpu']}
      """;
  private static final String IMAGE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble',
       'image':{'url':'https://cloud.example/noble.img','checksum':'sha256:ab12'},
       'storage':'local-lvm','image_storage':'local','disk':10,'bridge':'vmbr0','cores':2,'memory':2048,'template':true}
      """;
  private static final String CONTAINER =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'step-ca','unprivileged':true,
       'source':{'url':'https://images.example/debian-12.tar.zst','checksum':'sha512:00ff'},'storage':'local-lvm',
       'rootfs':{'storage':'local-lvm','size':16},'cores':2,'memory':1024,'swap':512,'description':'ca',
       'features':{'nesting':true,'keyctl':true,'fuse':true},'nameservers':['10.0.0.1','1.1.1.1'],'search_domain':'home.lan',
       'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'dhcp','tag':7,'firewall':true,'mac':'bc:24:11:00:00:09'}},
       'mounts':{'/data':{'storage':'local-lvm','size':8},'/tank':{'host_path':'/tank','read_only':true}},
       'devices':['/dev/nvidia0,gid=44,mode=0666'],'hookscript':'local:snippets/hook.pl','protection':false,
       'start_on_boot':true,'startup':{'order':1},'tags':['ca'],'running':true,'snapshots':['final-form']}
      """;

  /**
   * What Proxmox VE has (PVE::API2::Cluster, without parameters, Sys.Audit) and the extract of its
   * declarations leaves out.
   */
  private static final Set<String> BEYOND = Set.of("GET cluster/status");

  private final Set<Asked> asked = new LinkedHashSet<>();

  @Test
  void everyRequestIsDeclared() throws Exception {
    JsonNode declared = Answers.declared();
    for (String release : List.of("7.4", "8.4", "9.0")) {
      live(release, true);
      live(release, false);
    }
    List<String> wrong = new ArrayList<>();
    Set<String> calls = new TreeSet<>();
    for (Asked request : asked) {
      Optional<String> call =
          declared.propertyNames().stream().filter(c -> fits(c, request)).findFirst();
      if (call.isEmpty() && BEYOND.contains(request.toString())) {
        assertThat(request.parameters()).as("%s", request).isEmpty();
      } else if (call.isEmpty()) {
        wrong.add(request + " is no call");
      } else {
        calls.add(call.get());
        check(call.get(), declared.path(call.get()).path("parameters"), request, wrong);
      }
    }
    System.out.println(
        "checked %d requests to %d calls against the declared API of Proxmox VE 8.4"
            .formatted(asked.size(), calls.size()));
    assertThat(wrong).isEmpty();
    assertThat(calls).hasSizeGreaterThan(30);
  }

  private void live(String release, boolean root) throws Exception {
    try (var cluster =
        root
            ? new FakeCluster(
                "{'url':'http://127.0.0.1:%d','tls':{'mode':'insecure'},'user':'root@pam'}",
                Map.of("password", new Secret("planted-password")))
            : new FakeCluster()) {
      cluster.release = release;
      cluster.run.announced = Rule.Disruption.REBOOT;
      if (release.equals("7.4")) {
        VmTypeTest.template(cluster);
      } else {
        life(
            cluster,
            "template",
            FakeRun.resource("template/noble", IMAGE, Map.of()),
            List.of(),
            false);
      }
      Resource machine =
          FakeRun.resource(
              "vm/web1", MACHINE, Map.of("cloud_init.password", new Secret("swordfish")));
      life(
          cluster,
          "vm",
          machine,
          List.of(
              MACHINE.replace("'cores':4", "'cores':6"),
              MACHINE
                  .replace("'input':'DROP'", "'input':'REJECT'")
                  .replace("'10.0.0.9'}", "'10.0.0.8'}"),
              MACHINE
                  .replaceAll(",\\s*'virtio1':\\{[^}]*\\}", "")
                  .replace("'size':64", "'size':65"),
              MACHINE.replace("'virtio1':{'storage':'local-lvm'", "'virtio1':{'storage':'local'"),
              MACHINE.replace("'running':true", "'running':false"),
              MACHINE
                  .replaceAll("'ip':.*'gateway':'10.0.0.1',", "'ip':'dhcp',")
                  .replace("['docker','gpu']", "[]")),
          true);
      life(
          cluster,
          "vm",
          FakeRun.resource(
              "vm/web2",
              MACHINE
                  .replace("1001", "1002")
                  .replace("'full':true},'storage':'local-lvm'", "'full':false,'snapshot':'s1'}"),
              Map.of()),
          List.of(),
          true);
      if (root && !release.equals("7.4")) {
        life(
            cluster,
            "lxc",
            FakeRun.resource("lxc/step-ca", CONTAINER, Map.of("password", new Secret("planted"))),
            List.of(
                CONTAINER
                    .replace("'size':16", "'size':17")
                    .replace("'/dev/nvidia0,gid=44,mode=0666'", ""),
                CONTAINER
                    .replace("'keyctl':true,'fuse':true", "'keyctl':false")
                    .replace("'nameservers':['10.0.0.1','1.1.1.1']", "'nameservers':[]")),
            false);
        life(
            cluster,
            "lxc",
            FakeRun.resource(
                "lxc/copy",
                CONTAINER
                    .replace("103", "104")
                    .replaceAll(
                        "'source':\\{[^}]*\\}",
                        "'source':{'clone':'lxc/step-ca','vmid':103,'full':true,'snapshot':'final-form'}"),
                Map.of()),
            List.of(),
            true);
      }
      String plain =
          CONTAINER
              .replace("103", "105")
              .replaceAll(
                  "'source':\\{[^}]*\\}",
                  "'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'}")
              .replace(",'keyctl':true,'fuse':true", "")
              .replaceAll(",'/tank':\\{[^}]*\\}", "")
              .replaceAll("'devices':.*'hookscript':'local:snippets/hook.pl',", "");
      String bare = plain.replace(",'snapshots':['final-form']", "");
      life(
          cluster,
          "lxc",
          FakeRun.resource("lxc/plain", bare, Map.of()),
          List.of(bare.replace("'/data':{'storage':'local-lvm'", "'/data':{'storage':'local'")),
          true);
      cluster.swallow("POST .*/start", 596);
      life(
          cluster,
          "vm",
          FakeRun.resource("vm/web3", MACHINE.replace("1001", "1003"), Map.of()),
          List.of(),
          true);
      Resource hypervisor = cluster.run.subject(FakeRun.HYPERVISOR).desired();
      assertThat(hypervisor).isNotNull();
      cluster.type("hypervisor").read(cluster.run.subject(FakeRun.HYPERVISOR), cluster.run);
      asked.addAll(cluster.asked);
    }
  }

  private static void life(
      FakeCluster cluster, String name, Resource wanted, List<String> changes, boolean dies)
      throws Exception {
    ResourceType type = cluster.type(name);
    cluster.run.wants(wanted);
    type.read(cluster.run.subject(wanted.address()), cluster.run);
    Identity identity = type.create(wanted, cluster.run);
    Recorded recorded = cluster.run.records(wanted, identity);
    for (String change : changes) {
      Resource next = FakeRun.resource(wanted.address().toString(), change, wanted.secrets());
      cluster.run.wants(next);
      type.invalidate(cluster.run.subject(next.address()));
      Present seen = (Present) type.read(cluster.run.subject(next.address()), cluster.run);
      type.update(next, seen, cluster.run);
      type.invalidate(cluster.run.subject(next.address()));
      type.read(cluster.run.subject(next.address()), cluster.run);
      recorded = cluster.run.records(next, identity);
    }
    if (dies) {
      type.delete(recorded, cluster.run);
      type.invalidate(cluster.run.subject(wanted.address()));
    }
  }

  private static boolean fits(String call, Asked request) {
    int space = call.indexOf(' ');
    return call.substring(0, space).equals(request.method())
        && Pattern.matches(
            call.substring(space + 2).replaceAll("\\{[^}]*\\}", "[^/]+"), request.path());
  }

  private static void check(String call, JsonNode parameters, Asked request, List<String> wrong) {
    Set<String> inPath = new TreeSet<>();
    Pattern.compile("\\{([^}]*)\\}").matcher(call).results().forEach(r -> inPath.add(r.group(1)));
    parameters
        .properties()
        .forEach(parameter -> {
          if (parameter.getValue().path("optional").asInt(0) == 0
              && !inPath.contains(parameter.getKey())
              && !request.parameters().containsKey(parameter.getKey())) {
            wrong.add(call + ": " + parameter.getKey() + " is missing");
          }
        });
    request
        .parameters()
        .forEach((name, values) -> {
          JsonNode kind =
              parameters.has(name)
                  ? parameters.path(name)
                  : parameters.path(name.replaceFirst("\\d+$", "[n]"));
          if (kind.isMissingNode()) {
            wrong.add(call + ": nobody takes " + name);
            return;
          }
          for (String value : values) {
            String complaint = complaint(kind, value);
            if (!complaint.isEmpty()) {
              wrong.add(call + ": " + name + "=" + value + " " + complaint);
            }
          }
          JsonNode partner = kind.path("requires");
          if (!partner.isMissingNode() && !request.parameters().containsKey(partner.asString())) {
            wrong.add(call + ": " + name + " without " + partner.asString());
          }
        });
  }

  private static String complaint(JsonNode kind, String value) {
    if (kind.path("enum").isArray()
        && kind.path("enum").valueStream().noneMatch(v -> v.asString().equals(value))) {
      return "is none of " + kind.path("enum");
    }
    if (kind.has("pattern")
        && !Pattern.matches(kind.path("pattern").asString().replace("(?^:", "(?:"), value)) {
      return "does not match " + kind.path("pattern");
    }
    if (kind.has("maxLength") && value.length() > kind.path("maxLength").asInt()) {
      return "is too long";
    }
    if (kind.has("minLength") && value.length() < kind.path("minLength").asInt()) {
      return "is too short";
    }
    if (kind.path("format").isObject()) {
      return parts(kind.path("format"), value);
    }
    return type(kind, value);
  }

  private static String type(JsonNode kind, String value) {
    return switch (kind.path("type").asString("string")) {
      case "boolean" -> value.matches("[01]") ? "" : "is no boolean of a form";
      case "integer" ->
          value.matches("-?\\d+") ? range(kind, Double.parseDouble(value)) : "is no integer";
      case "number" ->
          value.matches("-?\\d+(\\.\\d+)?")
              ? range(kind, Double.parseDouble(value))
              : "is no number";
      case "string", "array" -> "";
      case String other -> "is of an unknown type " + other;
    };
  }

  private static String range(JsonNode kind, double value) {
    boolean fits =
        (!kind.has("minimum") || value >= Double.parseDouble(kind.path("minimum").asString()))
            && (!kind.has("maximum")
                || value <= Double.parseDouble(kind.path("maximum").asString()));
    return fits ? "" : "is out of range";
  }

  /** A property string: each of its keys is declared, one of them may stand without its key. */
  private static String parts(JsonNode format, String value) {
    List<String> complaints = new ArrayList<>();
    Arrays.stream(value.split(",", -1))
        .forEach(part -> {
          int equals = part.indexOf('=');
          if (equals < 0) {
            return;
          }
          JsonNode kind = format.path(part.substring(0, equals));
          if (kind.isMissingNode()) {
            complaints.add("has an unknown part " + part);
          } else if (!kind.has("alias") && !complaint(kind, part.substring(equals + 1)).isEmpty()) {
            complaints.add(part + " " + complaint(kind, part.substring(equals + 1)));
          }
        });
    return String.join("; ", complaints);
  }
}
