package dev.phoenix.lab.portainer;

import tools.jackson.databind.node.ObjectNode;

/** An environment as the server stores and shows it. */
final class EndpointRecord {
  private static final String TEMPLATE =
      """
      {"Id":0,"Name":"","Type":2,"ContainerEngine":"","URL":"","GroupId":1,"PublicURL":"","Gpus":[],
       "TLSConfig":{"TLS":false,"TLSSkipVerify":false},
       "AzureCredentials":{"ApplicationID":"","TenantID":"","AuthenticationKey":""},
       "TagIds":[],"Status":1,"Snapshots":[],"UserAccessPolicies":{},"TeamAccessPolicies":{},
       "EdgeKey":"","EdgeCheckinInterval":0,
       "Kubernetes":{"Snapshots":[],"Configuration":{"UseLoadBalancer":false,
         "UseServerMetrics":false,"EnableResourceOverCommit":true,
         "ResourceOverCommitPercentage":0,"StorageClasses":[],"IngressClasses":[],
         "RestrictDefaultNamespace":false,"IngressAvailabilityPerNamespace":false,
         "AllowNoneIngressClass":false},
        "Flags":{"IsServerMetricsDetected":false,"IsServerIngressClassDetected":false,
         "IsServerStorageDetected":false}},
       "ComposeSyntaxMaxVersion":"3.9",
       "SecuritySettings":{"allowBindMountsForRegularUsers":true,
        "allowPrivilegedModeForRegularUsers":true,"allowVolumeBrowserForRegularUsers":false,
        "allowHostNamespaceForRegularUsers":true,"allowDeviceMappingForRegularUsers":true,
        "allowStackManagementForRegularUsers":true,
        "allowContainerCapabilitiesForRegularUsers":true,
        "allowSysctlSettingForRegularUsers":true,"enableHostManagementFeatures":false},
       "LastCheckInDate":0,"QueryDate":0,"Heartbeat":false,
       "PostInitMigrations":{"MigrateIngresses":false,"MigrateGPUs":false},
       "Edge":{"AsyncMode":false,"PingInterval":0,"SnapshotInterval":0,"CommandInterval":0},
       "Agent":{"Version":""},"AuthorizedUsers":null,"AuthorizedTeams":null,"Tags":null}
      """;

  private EndpointRecord() {}

  static ObjectNode of(int id, EndpointForm form, Version version, String agentVersion) {
    ObjectNode json = Json.template(TEMPLATE);
    json.put("Id", id).put("Name", form.name()).put("Type", form.kind());
    json.put("ContainerEngine", form.engine()).put("URL", form.url());
    if (!version.hasContainerEngine()) {
      json.remove("ContainerEngine");
    }
    json.put("GroupId", form.group()).put("PublicURL", form.publicUrl());
    json.set("TagIds", form.tags());
    tls(json, form.tls(), form.skipVerify());
    json.putObject("Agent").put("Version", agentVersion);
    if (version.hasSaferDefaults()
        && json.path("SecuritySettings") instanceof ObjectNode settings) {
      for (String name : settings.propertyNames()) {
        settings.put(name, false);
      }
    }
    return json;
  }

  static void tls(ObjectNode endpoint, boolean tls, boolean skipVerify) {
    endpoint.putObject("TLSConfig").put("TLS", tls).put("TLSSkipVerify", skipVerify);
  }

  /** The answer to a create does not know this yet. */
  static ObjectNode fresh(ObjectNode endpoint) {
    return endpoint.put("ComposeSyntaxMaxVersion", "");
  }
}
