package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ProxmoxServerTest {
  @Test
  void eachReleaseSaysWhatItIs() throws Exception {
    for (String release : new String[] {"7.4", "8.0", "8.1", "8.2", "8.3", "8.4", "9.0", "9.1"}) {
      try (Pve pve = new Pve(release)) {
        assertThat(pve.get("/version").path("release").asString("")).isEqualTo(release);
        assertThat(pve.get("/version").path("version").asString("")).startsWith(release);
      }
    }
  }

  @Test
  void whatIsNotThereIsNotImplemented() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(pve.refusal("GET", "/nothing"))
          .isEqualTo("501 Method 'GET /nothing' not implemented");
      assertThat(pve.refusal("GET", "/version", "extra", 1))
          .isEqualTo(
              "400 extra: property is not defined in schema and the schema does not allow"
                  + " additional properties");
      assertThat(pve.refusal("POST", "/access/ticket", "username", "x"))
          .isEqualTo("400 password: property is missing and it is not optional");
    }
  }

  @Test
  void theMessageIsInTheBodySince83Only() throws Exception {
    try (Pve pve = new Pve("8.2")) {
      assertThat(pve.send("GET", "/nothing").body()).isEqualTo("{\"data\":null}");
    }
    try (Pve pve = new Pve("8.3")) {
      assertThat(pve.send("GET", "/nothing").body())
          .isEqualTo("{\"data\":null,\"message\":\"Method 'GET /nothing' not implemented\\n\"}");
    }
  }

  @Test
  void misusedHttpIsRefused() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      HttpRequest withBody =
          HttpRequest.newBuilder(pve.uri("/version"))
              .header("Authorization", Pve.TOKEN)
              .method("DELETE", HttpRequest.BodyPublishers.ofString("a=1"))
              .build();
      HttpResponse<String> refused = pve.send(withBody);
      assertThat(refused.statusCode()).isEqualTo(501);
      assertThat(refused.body()).contains("Unexpected content for method 'DELETE'");
      HttpRequest chunked =
          HttpRequest.newBuilder(pve.uri("/version"))
              .header("Authorization", Pve.TOKEN)
              .POST(
                  HttpRequest.BodyPublishers.ofInputStream(
                      () -> new ByteArrayInputStream(new byte[] {'a'})))
              .build();
      assertThat(pve.send(chunked).statusCode()).isEqualTo(501);
    }
  }

  @Test
  void theIdentityStaysWithItsStorage() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(pve.server.identity().fingerprint())
          .isEqualTo(pve.server.identity().fingerprint());
    }
  }
}
