package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is waited for before a machine that was started counts as ready. */
final class ReadinessTest {
  private static final String PING = "POST .*/agent/ping";
  private static final String SILENT = "QEMU guest agent is not running";
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1','source':{'clone':'template/noble','vmid':9000,'full':true},
       'agent':true,'running':true,'cloud_init':{'ip':'10.0.0.21/24'},'disks':{'scsi0':{'storage':'local-lvm','size':8}}}
      """;

  private final FakeCluster cluster = new FakeCluster();
  private ServerSocket door;

  @BeforeEach
  void open() throws Exception {
    VmTypeTest.template(cluster);
    door = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    cluster.ssh = door.getLocalSocketAddress();
    Thread.ofVirtual().start(this::greet);
  }

  private void greet() {
    try {
      while (true) {
        try (Socket caller = door.accept()) {
          caller.getOutputStream().write("SSH-2.0-test\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
    door.close();
  }

  private void silent(int times) {
    for (int i = 0; i < times; i++) {
      cluster.refuse(PING, 500, SILENT);
    }
  }

  private Resource create() throws Exception {
    Resource wanted = FakeRun.resource("vm/web1", MACHINE, Map.of());
    cluster.run.wants(wanted);
    cluster.run.records(wanted, cluster.type("vm").create(wanted, cluster.run));
    return wanted;
  }

  private long seconds() {
    return Duration.ofNanos(cluster.run.time.nanos()).toSeconds();
  }

  @Test
  void theAgentOfANewMachineIsWaitedForThoughSshAnswers() throws Exception {
    silent(6);
    Resource _ = create();
    assertThat(cluster.run.said)
        .contains(
            "SSH of VM 1001 answers; waiting at most 60 s for its guest agent, which knows its host keys")
        .noneMatch(said -> said.contains("is silent"));
    assertThat(seconds()).isBetween(5L, 20L);
  }

  @Test
  void aSilentAgentHoldsNobodyForLong() throws Exception {
    silent(100);
    Resource _ = create();
    assertThat(cluster.run.said)
        .contains("the guest agent of VM 1001 is silent; going on, as SSH answers");
    assertThat(seconds()).isBetween(60L, 70L);
  }

  @Test
  void aMachineThatWasMetBeforeIsReadyWhenSshAnswers() throws Exception {
    Resource wanted = create();
    long before = seconds();
    cluster.guest(1001).running = false;
    silent(100);
    ResourceType type = cluster.type("vm");
    type.invalidate(cluster.run.subject(wanted.address()));
    Present seen = (Present) type.read(cluster.run.subject(wanted.address()), cluster.run);
    type.update(wanted, seen, cluster.run);
    assertThat(cluster.guest(1001).running).isTrue();
    assertThat(seconds() - before).isLessThan(5);
  }

  @Test
  void whoMayNotAskTheAgentDoesNotWaitForIt() throws Exception {
    cluster.refuse(PING, 403, "Permission check failed (/vms/1001, VM.GuestAgent.Audit)");
    Resource _ = create();
    assertThat(seconds()).isLessThan(5);
  }
}
