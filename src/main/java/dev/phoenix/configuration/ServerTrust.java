package dev.phoenix.configuration;

import dev.phoenix.configuration.PortainerServer.Tls;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a server proves who it is. The certificates of a file are taken along in place of its
 * path, so that a plan and a state mean the same on every machine.
 */
final class ServerTrust {
  private final Path workspace;
  private final Diagnostics diagnostics;

  ServerTrust(Path workspace, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.diagnostics = diagnostics;
  }

  Tls read(Block tls) {
    String usual = "pin";
    if (tls.has("fingerprint")) {
      usual = "fingerprint";
    } else if (tls.has("ca")) {
      usual = "ca";
    }
    String mode = tls.text("mode", usual);
    require(tls, mode, "fingerprint");
    require(tls, mode, "ca");
    String ca = tls.text("ca");
    return new Tls(mode, tls.text("fingerprint"), ca == null ? null : certificates(tls, ca));
  }

  private void require(Block tls, String mode, String field) {
    if (mode.equals(field) && !tls.has(field)) {
      error(
          tls,
          "mode",
          "tls mode " + mode + " needs \"" + field + "\"",
          "Write it beside the mode, or choose another mode.");
    }
  }

  private @Nullable String certificates(Block tls, String ca) {
    Path file;
    try {
      file = workspace.resolve(ca);
    } catch (InvalidPathException invalid) {
      error(tls, "ca", ca + " is not a path", "Name a PEM file with certificates.");
      return null;
    }
    Diagnostics found = new Diagnostics();
    String text = TextFile.read(file, ca, found);
    found
        .sorted()
        .forEach(problem ->
            error(
                tls,
                "ca",
                "the certificates of " + ca + " cannot be read",
                problem.detail() + " A path that is not absolute begins at the workspace."));
    if (text == null) {
      return null;
    }
    String pem = text.replace("\r\n", "\n").strip();
    if (!isCertificates(pem)) {
      error(
          tls,
          "ca",
          "there are no certificates in " + ca,
          "Give a PEM file: text that begins with -----BEGIN CERTIFICATE-----.");
      return null;
    }
    return pem;
  }

  private static boolean isCertificates(String pem) {
    try {
      return !CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
          .isEmpty();
    } catch (CertificateException none) {
      return false;
    }
  }

  private void error(Block tls, String field, String summary, String detail) {
    diagnostics.add(
        Diagnostic.error(summary, detail)
            .at(tls.position(field))
            .about(JsonFile.below(tls.pointer(), field)));
  }
}
