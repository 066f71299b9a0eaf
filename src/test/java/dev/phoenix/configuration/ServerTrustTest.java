package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.PortainerServer.Tls;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.http.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerTrustTest {
  @TempDir Path workspace;

  private Tls read(String tls) throws Exception {
    Files.writeString(
        workspace.resolve("phoenix_hypervisor_config.json"),
        """
        {"portainer_api": {"url": "https://portainer:9443", "api_key": "${env:KEY}", "tls": %s}}
        """
            .formatted(tls));
    Diagnostics diagnostics = new Diagnostics();
    Configuration configuration =
        new ConfigurationReader(SecretSource.of(Map.of("KEY", "key-of-the-test")))
            .read(workspace, diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    return Objects.requireNonNull(Objects.requireNonNull(configuration).portainer()).tls();
  }

  @Test
  void takesTheCertificatesOfAFileOfTheWorkspaceAlong() throws Exception {
    String pem =
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----"
            .formatted(Identity.make().toText().split(" ", 2)[1]);
    Files.createDirectories(workspace.resolve("certificates"));
    Files.writeString(workspace.resolve("certificates/own.pem"), pem.replace("\n", "\r\n") + "\n");

    assertThat(read("{\"ca\": \"certificates/own.pem\"}")).isEqualTo(new Tls("ca", null, pem));
    assertThat(read("{\"ca\": \"" + workspace.resolve("certificates/own.pem") + "\"}").ca())
        .isEqualTo(pem);
  }

  @Test
  void pinsWhereNothingIsSaid() throws Exception {
    assertThat(read("{}")).isEqualTo(new Tls("pin", null, null));
    assertThat(read("{\"fingerprint\": \"" + "ab".repeat(32) + "\"}").mode())
        .isEqualTo("fingerprint");
  }
}
