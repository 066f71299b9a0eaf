package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import tools.jackson.databind.node.ObjectNode;

/** What a server says of itself, and its settings. */
final class Status {
  private static final String PUBLIC =
      """
      {"LogoURL":"","AuthenticationMethod":1,"RequiredPasswordLength":12,
       "GlobalDeploymentOptions":{"hideStacksFunctionality":false},
       "EnableEdgeComputeFeatures":false,"Features":{"hsts":false,"csp":false},
       "OAuthLoginURI":"","OAuthLogoutURI":"","EnableTelemetry":false,"KubeconfigExpiry":"0",
       "TeamSync":false,"IsAMTEnabled":false,
       "Edge":{"PingInterval":0,"SnapshotInterval":0,"CommandInterval":0,"CheckinInterval":5},
       "IsDockerDesktopExtension":false}
      """;
  private static final String SETTINGS =
      """
      {"LogoURL":"","BlackListedLabels":[],"AuthenticationMethod":1,
       "InternalAuthSettings":{"RequiredPasswordLength":12},"SnapshotInterval":"5m",
       "TemplatesURL":"","EdgeAgentCheckinInterval":5,"EnableEdgeComputeFeatures":false,
       "UserSessionTimeout":"8h","KubeconfigExpiry":"0","EnableTelemetry":false,
       "HelmRepositoryURL":"","TrustOnFirstConnect":false,"EnforceEdgeID":false,
       "EdgePortainerURL":""}
      """;

  private final Database database;
  private final Version version;
  private final String agentSecret;

  Status(Database database, Version version, String agentSecret) {
    this.database = database;
    this.version = version;
    this.agentSecret = agentSecret;
  }

  void routes(Routes routes) {
    routes.open("GET", "/api/system/status", _ -> status());
    routes.open("GET", "/api/status", _ -> status());
    routes.open("GET", "/api/settings/public", _ -> Call.ok(Json.template(PUBLIC)));
    routes.add("GET", "/api/system/info", _ -> info());
    routes.add("GET", "/api/system/version", _ -> version());
    routes.add("GET", "/api/settings", _ -> Call.ok(settings()));
    routes.add("PUT", "/api/settings", this::update);
  }

  private Reply status() {
    return Call.ok(
        Json.object().put("Version", version.text()).put("InstanceID", database.instance()));
  }

  private Reply info() {
    int agents =
        (int)
            database.endpoints.all().stream().filter(row -> row.path("Type").asInt(0) == 2).count();
    return Call.ok(Json.object().put("platform", "").put("edgeAgents", 0).put("agents", agents));
  }

  private Reply version() {
    ObjectNode json = Json.object().put("UpdateAvailable", false).put("LatestVersion", "");
    json.put("ServerVersion", version.text()).put("ServerEdition", "CE");
    json.put("DatabaseVersion", version.text()).putObject("Build");
    return Call.ok(json);
  }

  private ObjectNode settings() {
    ObjectNode settings = Json.template(SETTINGS);
    if (!agentSecret.isEmpty()) {
      settings.put("AgentSecret", agentSecret);
    }
    return settings.setAll(database.settings());
  }

  private synchronized Reply update(Call call) {
    Fields body = call.body();
    ObjectNode kept = database.settings();
    for (String name : Json.template(SETTINGS).propertyNames()) {
      if (body.has(name)) {
        kept.set(name, body.node(name));
      }
    }
    database.settings(kept);
    return Call.ok(settings());
  }
}
