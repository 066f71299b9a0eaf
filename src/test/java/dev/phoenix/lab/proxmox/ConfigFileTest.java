package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
  @Test
  void isReadBackAsItWasWrittenAndChangesItsDigest() {
    Guest guest = new Guest(101, Kind.LXC, "pve");
    guest.config.put("description", "first\nsecond\n");
    guest.config.put("hostname", "gateway");
    guest.raw.add("lxc.idmap: u 0 100000 65536");
    String text = ConfigFile.text(guest);
    assertThat(text).isEqualTo("#first\n#second\nhostname: gateway\nlxc.idmap: u 0 100000 65536\n");
    String digest = ConfigFile.digest(guest);

    ConfigFile.write(guest, text);
    assertThat(ConfigFile.digest(guest)).isEqualTo(digest);
    ConfigFile.write(guest, text + "lxc.apparmor.profile = unconfined\n");
    assertThat(guest.raw)
        .containsExactly("lxc.idmap: u 0 100000 65536", "lxc.apparmor.profile: unconfined");
    assertThat(ConfigFile.digest(guest)).isNotEqualTo(digest);
  }

  @Test
  void holdsWhatIsPendingInAPartOfItsOwn() {
    Guest guest = new Guest(100, Kind.QEMU, "pve");
    guest.config.put("cores", "2");
    guest.pending.put("cores", "4");
    guest.leaving.put("balloon", false);
    assertThat(ConfigFile.text(guest))
        .isEqualTo("cores: 2\n\n[PENDING]\ndelete: balloon\ncores: 4\n");
    assertThat(Guest.from(guest.toJson()).wish()).containsOnly(Map.entry("cores", "4"));
  }
}
