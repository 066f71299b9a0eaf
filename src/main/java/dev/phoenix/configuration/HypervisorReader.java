package dev.phoenix.configuration;

import dev.phoenix.configuration.Hypervisor.NodeAccess;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Secret;
import org.jspecify.annotations.Nullable;

/** Reads {@code proxmox_api}. */
final class HypervisorReader {
  private final Block hypervisor;
  private final ServerTrust trust;
  private final SecretSource source;
  private final Diagnostics diagnostics;

  HypervisorReader(
      Block hypervisor, ServerTrust trust, SecretSource source, Diagnostics diagnostics) {
    this.hypervisor = hypervisor;
    this.trust = trust;
    this.source = source;
    this.diagnostics = diagnostics;
  }

  /**
   * Null where the files name neither the API nor guests.
   *
   * @param guests whether there are any that need it
   */
  @Nullable Hypervisor read(boolean guests) {
    if (!guests && !hypervisor.has("proxmox_api")) {
      return null;
    }
    Block block = hypervisor.blockOrEmpty("proxmox_api");
    String url = url(block);
    Secret tokenSecret = block.secret("token_secret");
    Secret password = block.secret("password");
    if (tokenSecret == null && password == null && guests) {
      password = source.unnamed("proxmox-password");
      if (password == null && !block.has("token_secret") && !block.has("password")) {
        error(
            block,
            "there is no way to log in to Proxmox VE",
            "Write \"user\", \"token\" and \"token_secret\": \"${env:PROXMOX_TOKEN}\", or \"user\""
                + " and \"password\", into \"proxmox_api\". docs/proxmox.md says what rights are"
                + " needed.");
      }
    }
    if (url == null) {
      error(
          block,
          "where the Proxmox VE API is, is not said",
          "Write its \"url\" into \"proxmox_api\", such as https://10.0.0.13:8006.");
      return null;
    }
    return new Hypervisor(
        block.text("name", "proxmox"),
        url,
        trust.read(block.blockOrEmpty("tls")),
        block.text("user", "root@pam"),
        tokenSecret == null ? null : block.text("token", "phoenix"),
        tokenSecret,
        password,
        block.text("node"),
        block.text("image_storage", "local"),
        hypervisor.blockOrEmpty("vm_defaults").text("ubuntu_release", "noble"),
        ssh(block.block("ssh")),
        block.position());
  }

  private @Nullable String url(Block block) {
    String url = block.text("url");
    if (url == null && !block.has("url")) {
      String address =
          hypervisor.blockOrEmpty("network").blockOrEmpty("interfaces").text("address");
      return address == null ? null : "https://" + Networks.withoutMask(address) + ":8006";
    }
    if (url == null) {
      return null;
    }
    String whole = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    String fault = WebAddress.fault(whole);
    if (!fault.isEmpty()) {
      diagnostics.add(
          Diagnostic.error("the URL of Proxmox VE cannot be used", "In " + whole + " " + fault + ".")
              .at(block.position("url"))
              .about(JsonFile.below(block.pointer(), "url")));
    }
    return whole;
  }

  private @Nullable NodeAccess ssh(@Nullable Block own) {
    if (own == null) {
      return null;
    }
    Block usual = hypervisor.blockOrEmpty("ssh");
    return new NodeAccess(
        own.text("user", "root"),
        own.number("port", usual.number("port", 22)),
        either(own, usual, "identity_file"),
        either(own, usual, "known_hosts"),
        own.text("host_key"),
        own.secret("password"),
        usual.secret("passphrase"),
        own.map("nodes"));
  }

  private static @Nullable String either(Block own, Block usual, String name) {
    String value = own.text(name);
    return value == null ? usual.text(name) : value;
  }

  private void error(Block block, String summary, String detail) {
    diagnostics.add(Diagnostic.error(summary, detail).at(block.position()));
  }
}
