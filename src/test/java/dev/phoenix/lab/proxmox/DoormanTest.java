package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DoormanTest {
  @Test
  void aTicketLetsInForTwoHoursAndWritesOnlyWithItsCsrfToken() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.as("");
      JsonNode ticket =
          pve.data("POST", "/access/ticket", "username", "root@pam", "password", "root-password");
      String text = ticket.path("ticket").asString("");
      assertThat(ticket.path("username").asString("")).isEqualTo("root@pam");
      assertThat(text).startsWith("PVE:root@pam:");
      String cookie = "PVEAuthCookie=" + URLEncoder.encode(text, StandardCharsets.UTF_8);

      HttpRequest read =
          HttpRequest.newBuilder(pve.uri("/version")).header("Cookie", cookie).build();
      assertThat(pve.send(read).body()).contains("\"release\":\"8.4\"");

      HttpRequest.Builder write =
          HttpRequest.newBuilder(pve.uri("/nope"))
              .header("Cookie", cookie)
              .POST(HttpRequest.BodyPublishers.noBody());
      var forged = pve.send(write.build());
      assertThat(forged.statusCode()).isEqualTo(401);
      assertThat(forged.body()).contains("Permission denied - invalid csrf token");
      String token = ticket.path("CSRFPreventionToken").asString("");
      assertThat(pve.send(write.header("CSRFPreventionToken", token).build()).statusCode())
          .isEqualTo(501);

      pve.clock.forward(2 * 3600);
      assertThat(pve.send(read).statusCode()).isEqualTo(401);
      assertThat(pve.refusal("POST", "/access/ticket", "username", "root@pam", "password", text))
          .isEqualTo("401 authentication failure");
    }
  }

  @Test
  void aTicketStandsInForThePasswordWhileItIsGood() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.as("");
      String first = logIn(pve, "root-password");
      pve.clock.forward(3600);
      String second = logIn(pve, first);
      assertThat(second).isNotEqualTo(first);
      assertThat(
              pve.refusal("POST", "/access/ticket", "username", "reader@pve", "password", second))
          .isEqualTo("401 authentication failure");
    }
  }

  private static String logIn(Pve pve, String password) {
    return pve.data("POST", "/access/ticket", "username", "root@pam", "password", password)
        .path("ticket")
        .asString("");
  }

  @Test
  void tokensAreCheckedWithTheirSecretAndExpiry() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(pve.get("/version").path("version").asString("")).isEqualTo("8.4.1");
      assertThat(pve.as("").refusal("GET", "/version")).isEqualTo("401 No ticket");
      assertThat(pve.as("PVEAPIToken=root@pam!phoenix=wrong").refusal("GET", "/version"))
          .isEqualTo("401 invalid token value!");
      assertThat(pve.as("PVEAPIToken=root@pam!other=x").refusal("GET", "/version"))
          .isEqualTo("401 no such token 'other' for user 'root@pam'");
      assertThat(pve.as("PVEAPIToken=automation@pve!old=2222-old").refusal("GET", "/version"))
          .isEqualTo("401 token 'old' access expired");
    }
  }

  @Test
  void aSeparatedTokenHasOnlyWhatBothItAndItsUserMay() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.as("PVEAPIToken=automation@pve!narrow=1111-narrow");
      JsonNode own = pve.get("/access/permissions");
      assertThat(own.propertyNames()).allMatch(path -> path.startsWith("/vms"));
      assertThat(own.path("/vms").propertyNames()).containsExactly("VM.Audit");
      pve.as(Pve.TOKEN);
      assertThat(pve.get("/access/permissions", "path", "/").path("/").has("VM.Monitor")).isTrue();
    }
    try (Pve pve = new Pve("9.0")) {
      JsonNode all = pve.get("/access/permissions", "path", "/").path("/");
      assertThat(all.has("VM.Monitor")).isFalse();
      assertThat(all.has("VM.GuestAgent.Audit")).isTrue();
    }
  }
}
