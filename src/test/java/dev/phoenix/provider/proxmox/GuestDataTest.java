package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Attributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class GuestDataTest {
  private static final ObjectNode NOTHING = JsonMapper.shared().createObjectNode();

  @Test
  void namesWhatSomebodyElseAdded() {
    ObjectNode seen = JsonMapper.shared().createObjectNode();
    seen.putObject("rootfs").put("volume", "a:subvol-101-disk-0").put("size", "8G");
    seen.putObject("mp6")
        .put("volume", "a:subvol-101-disk-3")
        .put("size", "4G")
        .put("path", "/data");
    seen.putObject("mp7").put("volume", "a:subvol-101-disk-1").put("size", "4G");
    seen.putObject("unused0").put("volume", "a:subvol-101-disk-2");
    seen.putObject("mp8").put("volume", "/srv/certs");
    Attributes recorded =
        Attributes.builder().put("rootfs", JsonMapper.shared().readTree("{\"size\": 8}")).build();
    assertThat(GuestData.remains(recorded, seen))
        .containsExactly(
            "data goes: all its disks (rootfs 8 GB, mp6 a:subvol-101-disk-3, mp7 a:subvol-101-disk-1, unused0 a:subvol-101-disk-2)");
    Attributes named =
        Attributes.builder()
            .put("rootfs", JsonMapper.shared().readTree("{\"size\": 8}"))
            .put("mounts", JsonMapper.shared().readTree("{\"/data\": {\"size\": 4}}"))
            .build();
    assertThat(GuestData.remains(named, seen))
        .containsExactly(
            "data goes: all its disks (rootfs 8 GB, /data 4 GB, mp7 a:subvol-101-disk-1, unused0 a:subvol-101-disk-2)");
  }

  private static List<String> remains(String attribute, String value) {
    JsonNode node = JsonMapper.shared().readTree(value);
    return GuestData.remains(Attributes.builder().put(attribute, node).build(), NOTHING);
  }

  @Test
  void namesTheDisksThatGo() {
    assertThat(remains("disks", "{\"scsi0\": {\"size\": 64, \"storage\": \"a\"}}"))
        .containsExactly("data goes: all its disks (scsi0 64 GB)");
  }

  @Test
  void saysSoWhereTheFilesNameNoDisk() {
    assertThat(GuestData.remains(Attributes.NONE, NOTHING))
        .containsExactly("data goes: all its disks");
  }

  @Test
  void namesWhatAContainerSharesWithItsNode() {
    assertThat(
            remains(
                "mounts",
                "{\"/data\": {\"size\": 4}, \"/certs\": {\"host_path\": \"/srv/certs\"}}"))
        .containsExactly(
            "data goes: all its disks (/data 4 GB)", "data stays: /srv/certs on its node");
  }

  @Test
  void saysNothingOfATemplate() {
    Attributes template = Attributes.builder().put("template", true).put("disk", 8).build();
    assertThat(GuestData.remains(template, NOTHING)).isEmpty();
  }
}
