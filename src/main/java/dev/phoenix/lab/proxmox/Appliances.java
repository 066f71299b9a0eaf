package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The container templates that download.proxmox.com offers. */
final class Appliances {
  static final String URL = "http://download.proxmox.com/images/system/";

  static final List<Offer> OFFERED =
      List.of(
          new Offer("alpine", "3.21", "alpine-3.21-default_20241217_amd64.tar.xz"),
          new Offer("debian", "12.7-1", "debian-12-standard_12.7-1_amd64.tar.zst"),
          new Offer("debian", "12.12-1", "debian-12-standard_12.12-1_amd64.tar.zst"),
          new Offer("debian", "13.1-2", "debian-13-standard_13.1-2_amd64.tar.zst"),
          new Offer("ubuntu", "22.04-1", "ubuntu-22.04-standard_22.04-1_amd64.tar.zst"),
          new Offer("ubuntu", "24.04-2", "ubuntu-24.04-standard_24.04-2_amd64.tar.zst"));

  private static final long BYTES = 126_515_062;

  private Appliances() {}

  /** A template. */
  record Offer(String os, String version, String template) {
    String name() {
      return template.substring(0, template.indexOf('_'));
    }

    ObjectNode toJson() {
      return Json.object()
          .put("template", template)
          .put("type", "lxc")
          .put("package", name())
          .put("os", os)
          .put("version", version)
          .put("headline", name())
          .put("infopage", "https://pve.proxmox.com/wiki/Linux_Container")
          .put("description", name() + " system")
          .put("section", "system")
          .put("location", URL + template)
          .put("source", URL);
    }
  }

  /** What of the internet a node needs for them. */
  static Map<String, Datacenter.Download> downloads() {
    Map<String, Datacenter.Download> downloads = new TreeMap<>();
    OFFERED.forEach(offer ->
        downloads.put(URL + offer.template(), new Datacenter.Download(BYTES, "cd".repeat(32))));
    return downloads;
  }
}
