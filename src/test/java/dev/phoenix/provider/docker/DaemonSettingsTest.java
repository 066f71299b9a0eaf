package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class DaemonSettingsTest {
  @Test
  void comparesWhatIsMeantNotHowItIsWritten() {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    wanted.put("log-driver", "local").putArray("dns").add("10.0.0.1");

    assertThat(
            DaemonSettings.same("{ \"dns\" : [\"10.0.0.1\"],\n \"log-driver\":\"local\" }", wanted))
        .isTrue();
    assertThat(DaemonSettings.same("{\"dns\":[\"10.0.0.1\"]}", wanted)).isFalse();
    assertThat(DaemonSettings.same("", JsonNodeFactory.instance.objectNode())).isTrue();
  }

  @Test
  void aBrokenFileIsLikeNothing() {
    assertThat(DaemonSettings.read("{ \"dns\": ")).isEmpty();
    assertThat(DaemonSettings.read("[]")).isEmpty();
    assertThat(DaemonSettings.same("[]", JsonNodeFactory.instance.objectNode())).isFalse();
  }
}
