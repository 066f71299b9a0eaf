package dev.phoenix.lab.portainer;

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
 */
public record ServerOptions(
    String version,
    String agentSecret,
    String adminUser,
    String adminPassword,
    String apiKey,
    boolean setupToken,
    InstantSource clock,
    Duration deploy) {

  public static ServerOptions of(String version) {
    return new ServerOptions(
        version, "", "admin", "", "", true, InstantSource.system(), Duration.ZERO);
  }

  public ServerOptions withAgentSecret(String secret) {
    return new ServerOptions(
        version, secret, adminUser, adminPassword, apiKey, setupToken, clock, deploy);
  }

  public ServerOptions withAdmin(String user, String password) {
    return new ServerOptions(
        version, agentSecret, user, password, apiKey, setupToken, clock, deploy);
  }

  public ServerOptions withApiKey(String key) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, key, setupToken, clock, deploy);
  }

  public ServerOptions withSetupToken(boolean asked) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, apiKey, asked, clock, deploy);
  }

  public ServerOptions withClock(InstantSource other) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, apiKey, setupToken, other, deploy);
  }

  public ServerOptions withDeploy(Duration duration) {
    return new ServerOptions(
        version, agentSecret, adminUser, adminPassword, apiKey, setupToken, clock, duration);
  }

  @Override
  public String toString() {
    return "Portainer " + version;
  }
}
