package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class NetsTest {
  private final Nets nets = new Nets();

  @Test
  void aCardKeepsTheMacThatItIsGivenAndGetsOneOtherwise() {
    assertThat(nets.canonical(Kind.QEMU, "net0", "virtio=bc:24:11:00:00:0a,tag=5,bridge=vmbr0"))
        .isEqualTo("virtio=BC:24:11:00:00:0A,bridge=vmbr0,tag=5");
    assertThat(nets.canonical(Kind.QEMU, "net0", "model=virtio,bridge=vmbr0"))
        .matches("virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0");
    assertThat(nets.canonical(Kind.LXC, "net0", "name=eth0,bridge=vmbr0,ip=dhcp"))
        .matches("name=eth0,bridge=vmbr0,hwaddr=BC:24:11(:[0-9A-F]{2}){3},ip=dhcp,type=veth");
    String card = nets.canonical(Kind.QEMU, "net0", "virtio,bridge=vmbr0");
    assertThat(nets.renewed(Kind.QEMU, "net0", card)).isNotEqualTo(card).endsWith("bridge=vmbr0");
  }

  @Test
  void aGroupAddressIsNoAddressOfACard() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> nets.canonical(Kind.QEMU, "net0", "virtio=BD:24:11:00:00:0A,bridge=vmbr0"));
    assertThat(refusal.errors().get("net0")).contains("valid unicast MAC address");
  }

  @Test
  void theAddressOfAVmIsThatOfItsLastStart() {
    Guest guest = new Guest(300, Kind.QEMU, "pve");
    assertThat(Nets.address(guest)).isEmpty();
    guest.booted.put("net0", "virtio=BC:24:11:00:00:0A,bridge=vmbr0");
    assertThat(Nets.address(guest)).isEqualTo("10.99.1.52");
    guest.booted.put("ipconfig0", "ip=10.0.0.5/24,gw=10.0.0.1");
    guest.config.put("ipconfig0", "ip=10.0.0.6/24");
    assertThat(Nets.address(guest)).isEqualTo("10.0.0.5");
  }
}
