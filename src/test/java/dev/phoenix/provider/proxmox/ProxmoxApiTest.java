package dev.phoenix.provider.proxmox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Trust;
import dev.phoenix.provider.connection.WebServer;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxmoxApiTest {
  private final WireMockServer server =
      new WireMockServer(
          wireMockConfig().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));
  private final FakeRun run = new FakeRun("{}", Map.of());
  private final Redaction redaction = new Redaction();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private ProxmoxApi api(Credentials credentials) {
    return api(credentials, "http://127.0.0.1:" + server.port(), new Trust.Insecure());
  }

  private ProxmoxApi api(Credentials credentials, String url, Trust trust) {
    HttpUrl base = HttpUrl.get(url);
    return new ProxmoxApi(
        "hypervisor/proxmox",
        base,
        new WebServer(base, Network.real(), trust),
        credentials,
        redaction,
        run.time,
        new Repetition(run.time, new Random(1)));
  }

  private static Credentials token() {
    return new Credentials.Token("automation@pve!phoenix", new Secret("planted-secret"));
  }

  private static ProxmoxRequest write() {
    return ProxmoxRequest.post("change it", "nodes", "pve", "qemu", "100", "config")
        .with("onboot", true)
        .with("protection", false)
        .with("description", "a + b & c\nü")
        .with("command", List.of("ls", "-l"));
  }

  private void refused(int status, String reason, String body) {
    server.stubFor(
        any(anyUrl())
            .willReturn(aResponse().withStatus(status).withStatusMessage(reason).withBody(body)));
  }

  @Test
  void sendsATokenAndAFormThatTheServerCanRead() throws Exception {
    server.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":null}")));
    api(token()).call(write());
    api(token())
        .call(ProxmoxRequest.delete("go", "nodes", "pve", "qemu", "100").with("purge", true));
    var sent = server.getAllServeEvents().getLast().getRequest();
    assertThat(sent.getHeader("Authorization"))
        .isEqualTo("PVEAPIToken=automation@pve!phoenix=planted-secret");
    assertThat(sent.getBodyAsString())
        .isEqualTo(
            "command=ls&command=-l&description=a+%2B+b+%26+c%0A%C3%BC&onboot=1&protection=0");
    assertThat(sent.containsHeader("Transfer-Encoding")).isFalse();
    assertThat(sent.containsHeader("CSRFPreventionToken")).isFalse();
    var gone = server.getAllServeEvents().getFirst().getRequest();
    assertThat(gone.getUrl()).isEqualTo("/api2/json/nodes/pve/qemu/100?purge=1");
    assertThat(gone.getBodyAsString()).isEmpty();
  }

  @Test
  void logsInOnceSendsTheCsrfTokenWithChangesOnlyAndRenewsTheTicketWithItself() throws Exception {
    server.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":null}")));
    server.stubFor(
        post("/api2/json/access/ticket")
            .willReturn(
                okJson("{\"data\":{\"ticket\":\"PVE:x:1+/=\",\"CSRFPreventionToken\":\"c1\"}}")));
    ProxmoxApi api = api(new Credentials.Password("root@pam", new Secret("planted-password")));
    api.call(ProxmoxRequest.get("look", "version"));
    api.call(write());
    run.time.sleep(Duration.ofMinutes(95));
    api.call(write());
    var sent = server.getAllServeEvents().reversed().stream().map(e -> e.getRequest()).toList();
    assertThat(sent.get(0).getBodyAsString())
        .isEqualTo("password=planted-password&username=root%40pam");
    assertThat(sent.get(1).getHeader("Cookie")).isEqualTo("PVEAuthCookie=PVE%3Ax%3A1%2B%2F%3D");
    assertThat(sent.get(1).containsHeader("CSRFPreventionToken")).isFalse();
    assertThat(sent.get(2).getHeader("CSRFPreventionToken")).isEqualTo("c1");
    assertThat(sent.get(3).getBodyAsString())
        .isEqualTo("password=PVE%3Ax%3A1%2B%2F%3D&username=root%40pam");
    assertThat(sent).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"planted-secret\n", "plantéd-secret", ""})
  void aSecretThatNoHeaderTakesIsSaidSo(String secret) {
    ProxmoxApi api = api(new Credentials.Token("automation@pve!phoenix", new Secret(secret)));
    assertThatThrownBy(() -> api.call(write()))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("perhaps a line break at its end")
        .hasMessageNotContaining("secret\n");
  }

  @Test
  void aRefusedPasswordIsHeardOfOnce() {
    refused(401, "authentication failure", "{\"data\":null}");
    ProxmoxApi api = api(new Credentials.Password("root@pam", new Secret("planted-password")));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> api.call(ProxmoxRequest.get("look", "version")))
          .hasMessage(
              "hypervisor/proxmox: cannot log in: root@pam with the password of the files is refused (authentication failure)");
    }
    assertThat(server.getAllServeEvents()).hasSize(1);
  }

  @Test
  void saysWhichPrivilegeIsMissingWhereAndHowToGrantIt() {
    refused(403, "Permission check failed (/vms/100, VM.Config.Disk)", "{\"data\":null}");
    assertThatThrownBy(() -> api(token()).call(write()))
        .hasMessage(
            "hypervisor/proxmox: cannot change it: automation@pve!phoenix lacks the privilege VM.Config.Disk on /vms/100; grant it with: pveum role add PhoenixVMConfigDisk --privs VM.Config.Disk; pveum acl modify /vms/100 --tokens 'automation@pve!phoenix' --roles PhoenixVMConfigDisk");
  }

  @Test
  void namesTheAttributeOfAParameterThatIsRefused() {
    refused(
        400,
        "Parameter verification failed.",
        "{\"data\":null,\"errors\":{\"scsi1\":\"hotplug problem - no slot\",\"hostname\":\"bad\",\"cores\":\"too many\"}}");
    assertThatThrownBy(() -> api(token()).call(write()))
        .hasMessage(
            """
            hypervisor/proxmox: cannot change it: Parameter verification failed.
              cores: too many
              name (hostname): bad
              disks.scsi1: hotplug problem - no slot\
            """);
  }

  @Test
  void takesTheLongerOfReasonAndMessage() {
    refused(500, "short", "{\"data\":null,\"message\":\"longer than short\\n\"}");
    assertThatThrownBy(() -> api(token()).call(write()))
        .hasMessage("hypervisor/proxmox: cannot change it: longer than short");
  }

  private Kind kind(int status, String reason, ProxmoxRequest request) {
    refused(status, reason, "{\"data\":null}");
    try {
      api(token()).call(request);
      throw new AssertionError("not refused");
    } catch (ResourceFailure failure) {
      return failure.kind();
    }
  }

  @Test
  void classesRefusalsByTheirText() {
    ProxmoxRequest get = ProxmoxRequest.get("look", "version");
    Map<String, Kind> texts =
        Map.of(
            "VM is locked (clone)", Kind.RETRYABLE,
            "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout", Kind.RETRYABLE,
            "cluster not ready - no quorum?", Kind.RETRYABLE,
            "checksum mismatch (file change by other user?)", Kind.STALE,
            "detected modified configuration - file changed by other user? Try again.", Kind.STALE,
            "unable to create VM 100 - VM 100 already exists on node 'pve'", Kind.PERMANENT,
            "can't remove VM 100 - protection mode enabled", Kind.PERMANENT);
    texts.forEach((text, kind) -> assertThat(kind(500, text, write())).as(text).isEqualTo(kind));
    for (int status : new int[] {596, 597, 598, 599}) {
      assertThat(kind(status, "gone", write())).isEqualTo(Kind.AMBIGUOUS);
      assertThat(kind(status, "gone", get)).isEqualTo(Kind.UNREACHABLE);
    }
    assertThat(kind(595, "no route", write())).isEqualTo(Kind.RETRYABLE);
    assertThat(kind(501, "Method 'POST /x' not implemented", write())).isEqualTo(Kind.PERMANENT);
    assertThat(
            Fault.of("base volume 'local-lvm:base-9000-disk-0' is still in use by linked cloned"))
        .isEqualTo(Fault.LINKED_CLONES);
    assertThat(Fault.of("VM 100 already running")).isEqualTo(Fault.ALREADY);
    assertThat(Fault.of(500, "Configuration file 'nodes/pve/qemu-server/7.conf' does not exist"))
        .isEqualTo(Fault.NOT_FOUND);
  }

  @Test
  void neverShowsASecretThatTheServerEchoes() {
    redaction.add(new Secret("planted-secret"));
    refused(500, "no such token planted-secret", "");
    assertThatThrownBy(() -> api(token()).call(write()))
        .hasMessage("hypervisor/proxmox: cannot change it: no such token (sensitive)");
  }

  @Test
  void pinsTheCertificateOfTheFirstContactAndRefusesAnother() throws Exception {
    server.stubFor(get(urlPathEqualTo("/api2/json/version")).willReturn(okJson("{\"data\":{}}")));
    String url = "https://127.0.0.1:" + server.httpsPort();
    ProxmoxApi first = api(token(), url, new Trust.Pin(null));
    first.call(ProxmoxRequest.get("look", "version"));
    assertThat(first.fingerprint()).startsWith("sha256:");
    assertThatThrownBy(() ->
            api(token(), url, new Trust.Pin("sha256:00"))
                .call(ProxmoxRequest.get("look", "version")))
        .isInstanceOfSatisfying(
            ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("pinned at the first contact");
  }

  @Test
  void namesOfTasksAreReadWithTokensInThem() {
    assertThat(
            Upid.parse(
                "UPID:pve-2:0003A1B2:0123ABCDE:6560A0F0:qmclone:9000:automation@pve!phoenix:"))
        .hasValueSatisfying(upid -> {
          assertThat(upid.node()).isEqualTo("pve-2");
          assertThat(upid.type()).isEqualTo("qmclone");
          assertThat(upid.started()).isEqualTo(0x6560A0F0L);
          assertThat(upid.user()).isEqualTo("automation@pve!phoenix");
        });
    assertThat(Upid.parse("null")).isEmpty();
  }

  /** Read as an empty list it would have everything made anew. */
  @ParameterizedTest
  @ValueSource(strings = {"<html>Log in</html>", "", "{\"message\":\"who are you\"}"})
  void whatIsNoAnswerOfTheApiIsNotTakenForAnEmptyOne(String body) {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody(body)));
    assertThatThrownBy(
            () -> api(token()).call(ProxmoxRequest.get("list the guests", "cluster", "resources")))
        .isInstanceOfSatisfying(
            ResourceFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("what answers is not the API of Proxmox VE");
  }
}
