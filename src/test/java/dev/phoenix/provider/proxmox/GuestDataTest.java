package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Attributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GuestDataTest {
  private static List<String> remains(String attribute, String value) {
    JsonNode node = JsonMapper.shared().readTree(value);
    return GuestData.remains(Attributes.builder().put(attribute, node).build());
  }

  @Test
  void namesTheDisksThatGo() {
    assertThat(remains("disks", "{\"scsi0\": {\"size\": 64, \"storage\": \"a\"}}"))
        .containsExactly("data goes: all its disks (scsi0 64 GB)");
  }

  @Test
  void saysSoWhereTheFilesNameNoDisk() {
    assertThat(GuestData.remains(Attributes.NONE)).containsExactly("data goes: all its disks");
  }

  @Test
  void namesWhatAContainerSharesWithItsNode() {
    assertThat(
            remains(
                "mounts",
                "{\"mp0\": {\"size\": 4, \"path\": \"/data\"},"
                    + " \"mp1\": {\"host_path\": \"/srv/certs\", \"path\": \"/certs\"}}"))
        .containsExactly(
            "data goes: all its disks (/data 4 GB)", "data stays: /srv/certs on its node");
  }

  @Test
  void saysNothingOfATemplate() {
    Attributes template = Attributes.builder().put("template", true).put("disk", 8).build();
    assertThat(GuestData.remains(template)).isEmpty();
  }
}
