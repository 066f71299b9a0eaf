package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that has the rights of docs/proxmox.md and no other may do what phoenix does. */
final class DocumentedRightsTest {
  private static final Pattern ROLE = Pattern.compile("role add Phoenix --privs \"([^\"]+)\"");
  private static final Pattern MORE =
      Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| `.*--append 1 --privs ([^`]+)` \\|$");

  private static Map<String, Set<String>> documented(Release release) throws IOException {
    String text = Files.readString(Path.of("docs/proxmox.md"));
    Matcher role = ROLE.matcher(text);
    assertThat(role.find()).isTrue();
    Set<String> everywhere = new TreeSet<>(List.of(role.group(1).split(",")));
    for (MatchResult more : MORE.matcher(text).results().toList()) {
      if (isOf(more.group(2), release) && !more.group(1).startsWith("hearing")) {
        everywhere.addAll(List.of(more.group(3).split(",")));
      }
    }
    assertThat(text).contains("/sdn/zones/localnetwork", "PVESDNUser");
    return Map.of("/", everywhere, "/sdn/zones/localnetwork", Set.of("SDN.Audit", "SDN.Use"));
  }

  /** {@code all}, {@code 8.0} for that and later ones, {@code to 8.4}, or {@code 7.4} alone. */
  private static boolean isOf(String since, Release release) {
    return switch (since) {
      case "all" -> true;
      case "7.4" -> !release.since(8, 0);
      case "8.0" -> release.since(8, 0);
      case "to 8.4" -> !release.since(9, 0);
      case "9.0" -> release.since(9, 0);
      default -> throw new AssertionError("nobody knows what " + since + " is");
    };
  }

  private static Resource resource(String address, String json) {
    return FakeRun.resource(address, json, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.4", "8.0", "8.4", "9.1"})
  void areEnoughForTheWholeLifeOfGuests(String release) throws Exception {
    try (LabWorld world = LabWorld.withRights(release, documented(Release.parse(release)))) {
      Resource template =
          resource(
              "template/noble",
              """
              {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble',
               'image':{'url':'%s'},'storage':'local-zfs','image_storage':'local','disk':10,
               'bridge':'vmbr0','cores':2,'memory':2048,'template':true}
              """
                  .formatted(LabWorld.IMAGE));
      Identity made = world.create(template);
      String machine =
          """
          {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1',
           'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-zfs',
           'cores':4,'memory':4096,'agent':true,'running':true,'start_on_boot':true,
           'disks':{'scsi0':{'storage':'local-zfs','size':64}},
           'nets':{'net0':{'model':'virtio','bridge':'vmbr0'}},
           'cloud_init':{'user':'phoenix','ip':'dhcp'},
           'startup':{'order':2,'up':30},'tags':['docker'],'description':'web','protection':false}
          """;
      Resource vm = resource("vm/web1", machine);
      Identity vmMade = world.create(vm);
      Resource larger =
          resource(
              "vm/web1",
              machine
                  .replace("'size':64", "'size':80")
                  .replace("'cores':4", "'cores':6")
                  .replace("'order':2", "'order':3"));
      world.update(larger);
      String container =
          """
          {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'step-ca',
           'unprivileged':true,'storage':'local-zfs','cores':2,'memory':1024,'swap':512,
           'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},
           'rootfs':{'storage':'local-zfs','size':16},'features':{'nesting':true},
           'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24'}},
           'mounts':{'/var/lib/step':{'storage':'local-zfs','size':8}},
           'start_on_boot':true,'startup':{'order':1},'running':true,'snapshots':['final-form']}
          """;
      Resource lxc = resource("lxc/step-ca", container);
      Identity lxcMade = world.create(lxc);
      world.update(resource("lxc/step-ca", container.replace("'memory':1024", "'memory':2048")));

      world.delete(larger, vmMade);
      world.delete(lxc, lxcMade);
      world.delete(template, made);
    }
  }
}
