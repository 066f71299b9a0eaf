package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Storage;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a server is started.
 *
 * @param version of its image
 * @param agentSecret {@code AGENT_SECRET}; empty if unset
 * @param adminUser name of the preset administrator
 * @param adminPassword of {@code --admin-password-file}; empty if not given
 * @param apiKey that the preset administrator has from the beginning; empty for none
 * @param setupToken whether the first administrator needs one where the release knows it
 * @param deploy how long a deployment takes
 * @param memory what its process holds beside its data
 */
public record ServerOptions(
    String version,
    String agentSecret,
    String adminUser,
    String adminPassword,
    String apiKey,
    boolean setupToken,
    InstantSource clock,
    Duration deploy,
    Storage memory) {

  public static ServerOptions of(String version) {
    return new ServerOptions(
        version,
        "",
        "admin",
        "",
        "",
        true,
        InstantSource.system(),
        Duration.ZERO,
        Storage.memory());
  }

  public ServerOptions withAgentSecret(String secret) {
    return new ServerOptions(
        version, secret, adminUser, adminPassword, apiKey, setupToken, clock, deploy, memory);
  }

  public ServerOptions withAdmin(String user, String password) {
    return new ServerOptions(
        version, agentSecret, user, password, apiKey, setupToken, clock, deploy, memory);
  }

  public ServerOptions withApiKey(String key) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, key, setupToken, clock, deploy, memory);
  }

  public ServerOptions withSetupToken(boolean asked) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, apiKey, asked, clock, deploy, memory);
  }

  public ServerOptions withClock(InstantSource other) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, apiKey, setupToken, other, deploy, memory);
  }

  public ServerOptions withDeploy(Duration duration) {
    return new ServerOptions(
        version,
        agentSecret,
        adminUser,
        adminPassword,
        apiKey,
        setupToken,
        clock,
        duration,
        memory);
  }

  public ServerOptions withMemory(Storage other) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, apiKey, setupToken, clock, deploy, other);
  }

  @Override
  public String toString() {
    return "Portainer " + version;
  }
}
