package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.resource.Rule.Disruption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Mounts of a container that come, go and change places, and whose data is where after. */
final class MountOrderTest {
  private static final String CT = "/nodes/pve/lxc/103";
  private static final String A = "'/a':{'storage':'local-zfs','size':1}";
  private static final String B = "'/b':{'storage':'local-zfs','size':2}";
  private static final String C = "'/c':{'storage':'local-zfs','size':2}";
  private static final String FOLDER = "'/media':{'host_path':'/tank/media'}";

  @TempDir Path folder;
  private DriftWorld world;
  private DriftHand hand;

  @BeforeEach
  void make() throws Exception {
    world = new DriftWorld("8.4", folder);
    hand = new DriftHand(world, "lxc", 103);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void want(String... mounts) {
    String json =
        """
        {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'box','unprivileged':true,
         'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},'storage':'local-zfs',
         'rootfs':{'storage':'local-zfs','size':8},'mounts':{%s},'running':true}
        """
            .formatted(String.join(",", mounts));
    world.want("lxc/box", json, Map.of());
  }

  private void settles() throws Exception {
    Report report = world.apply();
    assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    world.later();
    assertThat(world.plan().changes()).allMatch(change -> change.action() == Action.NO_OP);
  }

  private void refused(String why) throws Exception {
    Map<String, String> before = config();
    Report report = world.apply();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.outcomes().toString()).contains(why);
    assertThat(config()).isEqualTo(before);
  }

  private Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    world
        .asRoot("GET", CT + "/config", Map.of())
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asString("")));
    return config;
  }

  private String volume(String slot) {
    return config().getOrDefault(slot, "").replaceFirst(",.*", "");
  }

  private Change change() {
    List<Change> acts =
        world.plan().changes().stream().filter(one -> one.action() != Action.NO_OP).toList();
    assertThat(acts).hasSize(1);
    return acts.getFirst();
  }

  private List<String> paths() {
    return change().differences().stream().map(AttributeChange::path).toList();
  }

  private List<String> remarks() {
    return world.plan().warnings().stream().map(Diagnostic::summary).toList();
  }

  @Test
  void theFirstLeavesAndTheOthersStayWhereTheyAre() throws Exception {
    want(A, B, FOLDER);
    settles();
    String b = volume("mp1");
    want(B, FOLDER);
    assertThat(change().action()).isEqualTo(Action.UPDATE);
    assertThat(change().disruption()).isEqualTo(Disruption.REBOOT);
    assertThat(paths()).containsExactly("mounts./a.size", "mounts./a.storage");
    assertThat(remarks()).containsExactly("/a of lxc/box is only taken off");
    settles();
    assertThat(config()).doesNotContainKey("mp0").containsKey("unused0");
    assertThat(volume("mp1")).isEqualTo(b);
    assertThat(volume("mp2")).isEqualTo("/tank/media");
  }

  @Test
  void aNewOneTakesAFreeSlotWhereverItStandsInTheFiles() throws Exception {
    want(B, FOLDER);
    settles();
    String b = volume("mp0");
    want(A, B, FOLDER);
    assertThat(change().disruption()).isEqualTo(Disruption.NONE);
    assertThat(paths()).containsExactly("mounts./a.size", "mounts./a.storage");
    settles();
    assertThat(volume("mp0")).isEqualTo(b);
    assertThat(config().get("mp2")).contains("mp=/a", "size=1G");
    want(FOLDER, B, A);
    assertThat(world.plan().changes()).allMatch(change -> change.action() == Action.NO_OP);
  }

  @Test
  void aSlotThatIsOnlyAboutToBeFreeIsNotTaken() throws Exception {
    want(A, B);
    settles();
    want(B);
    hand.does("-mp0");
    want(B, C);
    boolean _ = world.apply().isComplete();
    assertThat(config().get("mp2")).contains("mp=/c");
  }

  @Test
  void theLastOneLeavesAsWell() throws Exception {
    want(A);
    settles();
    want();
    assertThat(paths()).containsExactly("mounts./a.size", "mounts./a.storage");
    settles();
    assertThat(config()).doesNotContainKey("mp0").containsKey("unused0");
  }

  @Test
  void aDotInAPathIsNoMember() throws Exception {
    String dotted = "'/srv/.config/app.d':{'storage':'local-zfs','size':1}";
    want(A, dotted);
    settles();
    want(A, dotted.replace("'size':1", "'size':3"));
    assertThat(change().disruption()).isEqualTo(Disruption.NONE);
    settles();
    assertThat(config().get("mp1")).contains("mp=/srv/.config/app.d,size=3G");
    want(A, dotted);
    assertThat(change().blocked()).contains("mounts./srv/.config/app.d.size");
  }

  @Test
  void anotherSpellingOfAPathIsTheSame() throws Exception {
    want(A);
    settles();
    hand.does("mp0=" + volume("mp0") + ",mp=//a/");
    hand.reboots();
    assertThat(world.plan().changes()).allMatch(change -> change.action() == Action.NO_OP);
  }

  @Test
  void aVolumeBecomesAFolderAndKeepsItsDataUnused() throws Exception {
    want(A);
    settles();
    String volume = volume("mp0");
    want("'/a':{'host_path':'/tank/media'}");
    assertThat(change().action()).isEqualTo(Action.UPDATE);
    assertThat(change().disruption()).isEqualTo(Disruption.REBOOT);
    assertThat(remarks()).containsExactly("/a of lxc/box is only taken off");
    settles();
    assertThat(volume("mp0")).isEqualTo("/tank/media");
    assertThat(volume("unused0")).isEqualTo(volume);
    want(A);
    assertThat(remarks()).contains("/a of lxc/box is put on again");
    settles();
    assertThat(volume("mp0")).isEqualTo(volume);
  }

  @Test
  void whatIsMountedElsewhereNowIsNamedBeforeAnEmptyOneIsMade() throws Exception {
    want(A, B);
    settles();
    String volume = volume("mp1");
    want(A, C);
    assertThat(remarks())
        .containsExactly(
            "/b of lxc/box is only taken off", "/c of lxc/box is made as a new, empty volume");
    assertThat(world.plan().warnings().getLast().detail())
        .isEqualTo(
            "%s, which is like it, is mounted at /b and is left as it is. If it holds what belongs at /c, mount it there first: pct set 103 --mp1 %s,mp=/c"
                .formatted(volume, volume));
    hand.does("mp1=" + volume + ",mp=/c");
    hand.reboots();
    settles();
    assertThat(volume("mp1")).isEqualTo(volume);
  }

  @Test
  void aFolderNeedsNoVolumeThatWasTakenOff() throws Exception {
    want(A, B);
    settles();
    want(A);
    settles();
    hand.reboots();
    assertThat(volume("unused0")).isNotEmpty();
    want(A, FOLDER);
    assertThat(remarks()).isEmpty();
    settles();
    assertThat(volume("mp1")).isEqualTo("/tank/media");
  }

  @Test
  void twoFoldersComeThoughTwoVolumesWereTakenOff() throws Exception {
    want(A, B, C);
    settles();
    want(A);
    settles();
    hand.reboots();
    assertThat(volume("unused1")).isNotEmpty();
    want(A, FOLDER);
    settles();
  }

  @Test
  void aVolumeGoesBackToWhereItWasAndIntoNothingElse() throws Exception {
    want(A, B);
    settles();
    String b = volume("mp1");
    want(A);
    settles();
    hand.reboots();
    want(A, C, B);
    assertThat(remarks()).containsExactly("/b of lxc/box is put on again");
    settles();
    assertThat(slotOf("/b")).startsWith(b);
    assertThat(slotOf("/c")).doesNotStartWith(b);
  }

  @Test
  void eachOfTwoThatWereTakenOffComesBackWithItsOwnData() throws Exception {
    want(A, B, C);
    settles();
    String b = volume("mp1");
    String c = volume("mp2");
    want(A);
    settles();
    hand.reboots();
    assertThat(volume("unused1")).isNotEmpty();
    want(A, C);
    assertThat(remarks()).containsExactly("/c of lxc/box is put on again");
    settles();
    assertThat(slotOf("/c")).startsWith(c);
    want(A, B, C);
    settles();
    assertThat(slotOf("/b")).startsWith(b);
    assertThat(config()).doesNotContainKeys("unused0", "unused1");
  }

  /** What is left of a move that could not destroy the old volume is on the storage of before. */
  @Test
  void anOldCopyIsNotTakenForTheVolumeItself() throws Exception {
    want(A, B);
    settles();
    String old = volume("mp1");
    hand.does("POST status/stop");
    JsonNode _ = world.hand("POST", CT + "/move_volume", Map.of("volume", "mp1", "storage", "nfs"));
    String moved = volume("mp1");
    hand.does("POST status/start");
    want(A, B.replace("local-zfs", "nfs"), FOLDER);
    settles();
    assertThat(volume("unused0")).isEqualTo(old);
    want(A, FOLDER);
    settles();
    hand.reboots();
    want(A, B, FOLDER);
    refused("the choice of what goes into /b: %s, %s were taken off".formatted(old, moved));
  }

  @Test
  void whereNobodyRemembersOneVolumeIsNotPutIntoTwoSlots() throws Exception {
    want(A, B);
    settles();
    want(A);
    settles();
    hand.reboots();
    forget();
    want(A, B, C);
    refused("the choice of what goes into /b");
    hand.does("mp1=" + volume("unused0") + ",mp=/b");
    settles();
    assertThat(volume("mp1")).isNotEqualTo(volume("mp2"));
  }

  /** The state as a version wrote it that did not remember volumes. */
  private void forget() throws Exception {
    Path state = folder.resolve("state.json");
    Files.writeString(
        state, Files.readString(state).replaceAll(",\\s*\"volume [^\"]+\": \"[^\"]*\"", ""));
  }

  private String slotOf(String path) {
    return config().values().stream()
        .filter(value -> value.contains(",mp=" + path + ","))
        .findFirst()
        .orElse("");
  }

  /** As versions wrote it that knew mount points by their slots. */
  private void recordedBySlots() throws Exception {
    Path state = folder.resolve("state.json");
    String text = Files.readString(state);
    int begin = text.indexOf("\"mounts\": {");
    int end = text.indexOf("\"name\"", begin);
    Files.writeString(
        state,
        text.substring(0, begin)
            + Files.readString(Path.of("src/test/resources/state/mounts-by-slot.json")).strip()
            + ",\n        "
            + text.substring(end));
  }

  @Test
  void aMountThatLeavesIsTakenOffThoughAnOldStateNamesItBySlot() throws Exception {
    want(A, B, FOLDER);
    settles();
    recordedBySlots();
    assertThat(world.plan().changes()).allMatch(change -> change.action() == Action.NO_OP);
    want(B, FOLDER);
    assertThat(change().differences())
        .allSatisfy(difference -> assertThat(difference.cause()).isEqualTo(Cause.CONFIG));
    assertThat(paths()).containsExactly("mounts./a.size", "mounts./a.storage");
    settles();
    assertThat(config()).doesNotContainKey("mp0").containsKey("unused0");
    assertThat(Files.readString(folder.resolve("state.json")))
        .contains("\"/b\"")
        .doesNotContain("\"mp1\"");
  }

  @Test
  void aMountThatChangesIsKnownThoughAnOldStateNamesItBySlot() throws Exception {
    want(A, B, FOLDER);
    settles();
    recordedBySlots();
    want(A, B.replace("'size':2", "'size':1"), "'/media':{'host_path':'/tank/films'}");
    assertThat(change().blocked()).contains("mounts./b.size");
    assertThat(paths()).containsExactly("mounts./b.size", "mounts./media.host_path");
    hand.does("-mp0");
    want(A, B, FOLDER);
    assertThat(change().cause()).isEqualTo(Cause.DRIFT);
    settles();
  }

  @Test
  void aPathThatOnlyWaitsToChangeIsTakenBackLive() throws Exception {
    want(A, B);
    settles();
    String before = config().get("mp0");
    hand.does("mp0=" + volume("mp0") + ",mp=/else");
    assertThat(change().disruption()).isEqualTo(Disruption.NONE);
    settles();
    assertThat(config().get("mp0")).isEqualTo(before);
  }

  @Test
  void whatOnlyWaitsToLeaveKeepsItsDataThoughAnotherChanges() throws Exception {
    want(A, B);
    settles();
    String volume = volume("mp0");
    hand.does("-mp0");
    want(A, B.replace("}", ",'read_only':true}"));
    settles();
    assertThat(volume("mp0")).isEqualTo(volume);
  }

  @Test
  void whatLiesInAnotherTakesASlotAboveIt() throws Exception {
    want(A, "'/srv':{'storage':'local-zfs','size':2}");
    settles();
    want("'/srv':{'storage':'local-zfs','size':2}");
    settles();
    hand.does("-unused0");
    assertThat(config()).doesNotContainKey("mp0");
    assertThat(config().get("mp1")).contains("mp=/srv");
    want(
        "'/srv':{'storage':'local-zfs','size':2}",
        "'/srv/media':{'storage':'local-zfs','size':3}",
        "'/srv/media/tv':{'storage':'local-zfs','size':4}",
        "'/srvother':{'storage':'local-zfs','size':5}");
    settles();
    assertThat(config().get("mp2")).contains("mp=/srv/media,");
    assertThat(config().get("mp3")).contains("mp=/srv/media/tv,");
    assertThat(config().get("mp0")).contains("mp=/srvother,");
  }

  /** Proxmox VE mounts by number at each start; what comes later covers what lies below it. */
  private List<String> hidden() {
    TreeMap<Integer, String> bySlot = new TreeMap<>();
    config()
        .forEach((slot, value) -> {
          if (slot.matches("mp\\d+")) {
            bySlot.put(Integer.parseInt(slot.substring(2)), MountsField.path(value));
          }
        });
    List<String> mounted = List.copyOf(bySlot.values());
    return mounted.stream()
        .filter(path ->
            mounted.subList(mounted.indexOf(path) + 1, mounted.size()).stream()
                .anyMatch(later -> path.startsWith(later + "/")))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void howeverTheyComeAndGoNoneHidesAnother(long seed) throws Exception {
    List<String> paths = List.of("/srv", "/srv/a", "/srv/a/b", "/srv-b", "/data", "/data/x");
    Random random = new Random(seed);
    int blocked = 0;
    for (int step = 0; step < 12; step++) {
      List<String> mounts =
          paths.stream()
              .filter(_ -> random.nextInt(3) > 0)
              .map(path -> "'%s':{'storage':'local-zfs','size':1}".formatted(path))
              .toList();
      want(mounts.toArray(String[]::new));
      if (world.plan().changes().stream().anyMatch(one -> one.blocked() != null)) {
        assertThat(change().blocked()).as("seed %d", seed).contains(" would hide ");
        blocked++;
        continue;
      }
      settles();
      hand.reboots();
      assertThat(hidden()).as("seed %d, step %d, %s", seed, step, config()).isEmpty();
    }
    assertThat(blocked).isLessThan(12);
  }

  @Test
  void whatWouldHideAnotherIsNotMountedAndThePlanSaysHowToGoOn() throws Exception {
    String inner = "'/srv/media':{'storage':'local-zfs','size':3}";
    String outer = "'/srv':{'storage':'local-zfs','size':2}";
    want(inner);
    settles();
    String volume = volume("mp0");
    want(inner, outer);
    assertThat(change().blocked())
        .contains(
            "/srv would hide /srv/media, which is in the lower slot mp0, for Proxmox VE mounts by number. Stop the container, put /srv/media into a higher slot (pct set 103 --delete mp0, then its volume as --mp1), and plan again");
    hand.does("POST status/stop");
    hand.does("-mp0");
    hand.does("mp1=" + volume + ",mp=/srv/media");
    settles();
    assertThat(volume("mp1")).isEqualTo(volume);
    assertThat(config().get("mp0")).contains("mp=/srv,");
  }

  @Test
  void aPathThatOnlyWaitsNeedsAReboot() throws Exception {
    want(A, B);
    settles();
    String volume = volume("mp1");
    want(A, C);
    hand.does("mp1=" + volume + ",mp=/c");
    assertThat(change().disruption()).isEqualTo(Disruption.REBOOT);
    settles();
    assertThat(volume("mp1")).isEqualTo(volume);
  }

  @Test
  void whatIsTakenOffIsNamedByItsVolumeAndByNoNumber() throws Exception {
    want(A, B);
    settles();
    String volume = volume("mp1");
    want(A);
    assertThat(world.plan().warnings().getFirst().detail())
        .contains(volume)
        .contains("pct config 103")
        .doesNotContain("unused0");
  }

  @Test
  void whatIsPutOnAgainTakesNoRoomAnew() throws Exception {
    String large = "'/large':{'storage':'thick','size':6}";
    want(A, large);
    settles();
    String volume = volume("mp1");
    want(A);
    settles();
    hand.reboots();
    want(A, large);
    assertThat(change().blocked()).isNull();
    settles();
    assertThat(volume("mp1")).isEqualTo(volume);
  }
}
