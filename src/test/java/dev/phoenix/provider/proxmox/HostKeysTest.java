package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The keys that a guest has on its own disk. */
final class HostKeysTest {
  private static final Address WEB1 = Address.parse("vm/web1");
  private static final String MARK = "phoenix: vm/web1 0123456789abcdef\n";
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl root@web1\n";

  /** As ssh-keygen -l prints it. */
  private static final String FINGERPRINT = "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";

  private static FakeCluster cluster(String description) {
    FakeCluster cluster = new FakeCluster();
    cluster.guest(1001, "qemu").config.put("description", description);
    cluster.guest(1001).running = true;
    cluster.inside.put("/etc/ssh/ssh_host_ed25519_key.pub", KEY);
    Resource wanted =
        FakeRun.resource(
            "vm/web1", "{'hypervisor':'hypervisor/proxmox','vmid':1001,'name':'web1'}", Map.of());
    cluster.run.wants(wanted);
    return cluster;
  }

  @Test
  void areThoseThatTheGuestAgentReads() throws Exception {
    try (FakeCluster cluster = cluster(MARK)) {
      assertThat(cluster.vouch(WEB1).fingerprints()).containsExactly(FINGERPRINT);
    }
  }

  /** Said by what was observed, so that to keep it costs no request. */
  @Test
  void belongToTheMachineThatWasObserved() throws Exception {
    try (FakeCluster cluster = cluster(MARK)) {
      assertThat(cluster.vouch(WEB1).machine()).isEqualTo("0123456789abcdef");
      cluster.asked.clear();
      assertThat(cluster.vouch(WEB1).observedMachine()).isEmpty();
      Resource wanted = Objects.requireNonNull(cluster.run.subject(WEB1).desired());
      cluster.run.records(wanted, Identity.of("mark", "0123456789abcdef"));
      assertThat(cluster.vouch(WEB1).observedMachine()).isEqualTo("0123456789abcdef");
      assertThat(cluster.asked).isEmpty();
    }
  }

  @Test
  void itsAddressIsWhatTheGuestAgentSays() throws Exception {
    try (FakeCluster cluster = cluster(MARK)) {
      assertThat(cluster.vouch(WEB1).address()).isEqualTo("10.0.0.77");
      cluster.guest(1001).running = false;
      assertThat(cluster.vouch(WEB1).address()).isEmpty();
    }
    try (FakeCluster cluster = cluster("somebody's own\n")) {
      assertThat(cluster.vouch(WEB1).address()).isEmpty();
    }
  }

  @Test
  void anAddressOfAnotherCardThanTheFirstIsNone() throws Exception {
    try (FakeCluster cluster = cluster(MARK)) {
      cluster.guest(1001).config.put("net0", "virtio=BC:24:11:00:00:99,bridge=vmbr0");
      cluster.uptime = 600;
      assertThat(cluster.vouch(WEB1).address()).isEmpty();
    }
  }

  @Test
  void anAddressThatNobodyWillEverSayIsNotWaitedFor() throws Exception {
    try (FakeCluster cluster = cluster(MARK)) {
      cluster.refuse("GET .*/network-get-interfaces", 500, "No QEMU guest agent configured");
      assertThat(cluster.vouch(WEB1).address()).isEmpty();
      cluster.refuse(
          "GET .*/network-get-interfaces",
          403,
          "Permission check failed (/vms/1001, VM.GuestAgent.Audit)");
      assertThat(cluster.vouch(WEB1).address()).isEmpty();
      assertThat(cluster.run.time.nanos()).isZero();
    }
  }

  @Test
  void anAddressIsWaitedForAfterAStartAndNotLater() throws Exception {
    try (FakeCluster cluster = cluster(MARK)) {
      for (int i = 0; i < 5; i++) {
        cluster.refuse("GET .*/network-get-interfaces", 500, "QEMU guest agent is not running");
      }
      assertThat(cluster.vouch(WEB1).address()).isEqualTo("10.0.0.77");
      assertThat(cluster.run.time.nanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
      cluster.uptime = 600;
      cluster.refuse("GET .*/network-get-interfaces", 500, "QEMU guest agent is not running");
      assertThat(cluster.vouch(WEB1).address()).isEmpty();
      cluster.uptime = 1;
      for (int i = 0; i < 80; i++) {
        cluster.refuse("GET .*/network-get-interfaces", 500, "QEMU guest agent is not running");
      }
      assertThat(cluster.vouch(WEB1).address()).isEmpty();
      assertThat(cluster.run.time.nanos()).isEqualTo(Duration.ofSeconds(65).toNanos());
    }
  }

  @Test
  void areNotAskedOfAGuestThatIsNotOurs() throws Exception {
    try (FakeCluster cluster = cluster("somebody's own\n")) {
      assertThat(cluster.vouch(WEB1).fingerprints()).isEmpty();
      assertThat(cluster.asked).noneMatch(asked -> asked.path().contains("agent"));
    }
  }

  @Test
  void areUnknownWhereNoAgentAnswersAndAMissingRightIsNamed() throws Exception {
    try (FakeCluster cluster = cluster(MARK)) {
      cluster.inside.clear();
      assertThat(cluster.vouch(WEB1).fingerprints()).isEmpty();
      cluster.refuse(
          "GET .*/file-read", 403, "Permission check failed (/vms/1001, VM.GuestAgent.FileRead)");
      assertThatThrownBy(() -> cluster.vouch(WEB1).fingerprints())
          .hasMessageContaining("lacks the privilege VM.GuestAgent.FileRead on /vms/1001");
    }
  }
}
