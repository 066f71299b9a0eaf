package dev.phoenix.lab.proxmox;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /version} and {@code /access}. */
final class AccessCalls {
  private final Datacenter datacenter;
  private final Release release;

  AccessCalls(Datacenter datacenter, Release release) {
    this.datacenter = datacenter;
    this.release = release;
  }

  void routes(Routes routes, Doorman doorman) {
    routes.get("/version", "", _ -> version());
    routes.get("/nodes/{node}/version", "", _ -> version());
    routes.open("GET", "/access/ticket", "", _ -> NullNode.getInstance());
    routes.open(
        "POST",
        "/access/ticket",
        "username! password! realm otp tfa-challenge new-format:b path privs",
        doorman::logIn);
    routes.get("/access/permissions", "path userid", this::permissions);
    routes.get("/access/users", "enabled:b full:b", this::users);
  }

  private ObjectNode version() {
    return Json.object()
        .put("version", release.version())
        .put("release", release.series())
        .put("repoid", release.revision());
  }

  private JsonNode permissions(Call call) {
    String wanted = call.values().find("path");
    ObjectNode answer = Json.object();
    for (String path : wanted == null ? paths() : Set.of(wanted)) {
      Set<String> own = call.rights().at(call.caller(), path);
      if (!own.isEmpty()) {
        ObjectNode listed = answer.putObject(path);
        own.forEach(privilege -> listed.put(privilege, 1));
      }
    }
    return answer;
  }

  /** PVE::AccessControl asks for these and for every path of an ACL. */
  private Set<String> paths() {
    Set<String> paths =
        new TreeSet<>(
            Set.of(
                "/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms"));
    datacenter.accounts().forEach(account -> paths.addAll(account.grants().keySet()));
    datacenter.tokens().forEach(token -> paths.addAll(token.grants().keySet()));
    return paths;
  }

  private JsonNode users(Call call) {
    var list = Json.array();
    for (Datacenter.Account account : datacenter.accounts()) {
      boolean seen =
          account.user().equals(call.caller().user())
              || call.rights().has(call.caller(), "/access", "User.Modify");
      if (seen) {
        list.addObject()
            .put("userid", account.user())
            .put("enable", 1)
            .put("expire", 0)
            .put("realm-type", account.user().endsWith("@pam") ? "pam" : "pve");
      }
    }
    return list;
  }
}
