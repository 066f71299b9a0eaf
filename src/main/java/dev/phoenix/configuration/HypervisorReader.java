package dev.phoenix.configuration;

import dev.phoenix.configuration.Hypervisor.NodeAccess;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
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
   * Null where there are no guests, or where the files do not say how they could be made.
   *
   * @param guests whether there are any that need it
   */
  @Nullable Hypervisor read(boolean guests) {
    Block block = hypervisor.blockOrEmpty("proxmox_api");
    Secret invented = source.unnamed("proxmox-password");
    if (!guests || (invented == null && !hypervisor.has("proxmox_api"))) {
      if (guests) {
        unsaid(block);
      }
      return null;
    }
    String url = url(block, invented != null);
    Secret tokenSecret = block.secret("token_secret");
    Secret password = block.secret("password");
    if (!block.has("token_secret") && !block.has("password")) {
      password = invented;
      if (invented == null) {
        error(
            block,
            "there is no way to log in to Proxmox VE",
            "Write \"user\", \"token\" and \"token_secret\", or \"user\" and \"password\", into"
                + " \"proxmox_api\". docs/proxmox.md says what rights are needed.");
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

  private void unsaid(Block block) {
    diagnostics.add(
        Diagnostic.warning(
                "guests of Proxmox VE are checked, not planned",
                "To have them planned write \"proxmox_api\" into "
                    + WorkspaceFiles.HYPERVISOR
                    + ", with \"url\", \"user\", \"token\" and \"token_secret\".")
            .at(Position.ofFile(block.file().name())));
  }

  private @Nullable String url(Block block, boolean lab) {
    String url = block.text("url");
    if (url == null && !block.has("url")) {
      String address =
          hypervisor.blockOrEmpty("network").blockOrEmpty("interfaces").text("address");
      if (address == null) {
        return lab ? "https://10.0.0.1:8006" : null;
      }
      return "https://" + Networks.withoutMask(address) + ":8006";
    }
    if (url == null) {
      return null;
    }
    String whole = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    String fault = WebAddress.fault(whole);
    if (!fault.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  "the URL of Proxmox VE cannot be used", "In " + whole + " " + fault + ".")
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
        new JumpReader(usual).of(own),
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
