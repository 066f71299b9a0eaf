package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DownloadCallsTest {
  private static final String URL = "https://images.example/debian-12.qcow2";
  private static final String DOWNLOAD = "/nodes/pve/storage/local/download-url";

  @Test
  void anImageIsFetchedOnceAndCheckedAgain() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(pve.get("/nodes/pve/query-url-metadata", "url", URL).path("size").asLong())
          .isEqualTo(400_000_000L);
      assertThat(fetch(pve, "ab".repeat(32))).isEqualTo("OK");
      assertThat(pve.get("/nodes/pve/storage/local/content", "content", "import"))
          .extracting(volume -> volume.path("volid").asString(""))
          .contains("local:import/fresh.qcow2");
      assertThat(fetch(pve, "ab".repeat(32))).isEqualTo("OK");
      assertThat(fetch(pve, "ef".repeat(32))).contains("mismatch", "aborting");
      assertThat(
              pve.done(
                  "POST", DOWNLOAD, "url", URL, "filename", "fresh.qcow2", "content", "import"))
          .isEqualTo("refusing to override existing file 'import/fresh.qcow2'");
      assertThat(
              pve.done("DELETE", "/nodes/pve/storage/local/content/local%3Aimport%2Ffresh.qcow2"))
          .isEqualTo("OK");
    }
  }

  private static String fetch(Pve pve, String checksum) {
    return pve.done(
        "POST",
        DOWNLOAD,
        "url",
        URL,
        "filename",
        "fresh.qcow2",
        "content",
        "import",
        "checksum",
        checksum,
        "checksum-algorithm",
        "sha256");
  }

  @Test
  void olderReleasesDoNotKnowImports() throws Exception {
    try (Pve pve = new Pve("8.2")) {
      assertThat(
              pve.send("POST", DOWNLOAD, "url", URL, "filename", "x.qcow2", "content", "import")
                  .statusCode())
          .isEqualTo(400);
      assertThat(pve.get("/nodes/pve/storage").toString()).doesNotContain("import");
      assertThat(
              pve.send(
                      "POST",
                      "/nodes/pve/qemu",
                      "vmid",
                      100,
                      "scsi0",
                      "local-zfs:0,import-from=local:import/debian-12.qcow2")
                  .statusCode())
          .isEqualTo(500);
    }
    try (Pve pve = new Pve("8.4")) {
      assertThat(
              pve.refusal("POST", DOWNLOAD, "url", URL, "filename", "x.img", "content", "import"))
          .isEqualTo("400 filename: wrong file extension");
    }
  }

  @Test
  void aContainerTemplateComesFromTheList() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      String template = pve.get("/nodes/pve/aplinfo").path(0).path("template").asString("");
      assertThat(pve.done("POST", "/nodes/pve/aplinfo", "storage", "local", "template", template))
          .isEqualTo("OK");
      assertThat(pve.get("/nodes/pve/storage/local/content", "content", "vztmpl").toString())
          .contains("local:vztmpl/" + template);
    }
  }
}
