package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What machines are copied from: a cloud image with a drive for cloud-init, or a copy of a machine
 * that was set up, made a template in the last step.
 */
final class TemplateType extends GuestType {
  TemplateType(Clusters clusters) {
    super(clusters, Guest.Kind.VM, TemplateFields.all());
  }

  @Override
  public String name() {
    return "template";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        Rule.replace("hypervisor"),
        Rule.replace("vmid"),
        Rule.record("node"),
        Rule.replace("image"),
        Rule.record("image_storage"),
        Rule.replace("source"),
        Rule.replace("storage"),
        Rule.replace("disk"),
        Rule.update("*"));
  }

  @Override
  void check(Preflight preflight, Attributes wanted) throws ResourceFailure {
    String storage = wanted.text("storage", "");
    preflight.storage(storage, "images").right("/storage/" + storage, "Datastore.AllocateSpace");
    JsonNode image = wanted.object("image");
    if (image.has("url")) {
      String images = wanted.text("image_storage", "local");
      preflight.right("/storage/" + images, "Datastore.AllocateTemplate");
      if (preflight.imports()) {
        preflight.storage(images, "import");
      } else {
        preflight.storage(images, "iso");
      }
    }
    String file = image.path("file").asString("");
    if (image.has("url") && !preflight.imports()) {
      preflight.shell("importing a downloaded image before 8.3");
    } else if (file.startsWith("/")) {
      preflight.root(true, "importing an image by its path");
    } else if (!file.isEmpty() && onlyByNode(file, preflight.release())) {
      preflight.shell("importing " + file);
    }
  }

  @Override
  void make(Making making) throws ResourceFailure {
    if (making.desired().attributes().has("source")) {
      Copying.of(making, "name");
      return;
    }
    making.run(
        request(making, image(making.cluster(), making.guest(), making.desired(), making.work())));
  }

  /** An image that the API does not take comes onto the machine that was made without a disk. */
  @Override
  void complete(Settling settling) throws ResourceFailure {
    boolean without = !settling.config().merged().containsKey(TemplateFields.DISK);
    if (!settling.wanted().has("image") || !without) {
      return;
    }
    Image image = image(settling.cluster(), settling.guest(), settling.desired(), settling.work());
    settling.work().progress("importing " + image.volume() + " on node " + settling.guest().node());
    settling
        .cluster()
        .nodes()
        .importDisk(
            settling.guest(),
            TemplateFields.DISK,
            settling.wanted().text("storage"),
            image.volume());
  }

  /** Where the image is; whether only root on the node may import it. */
  private record Image(String volume, boolean byNode) {}

  private static Image image(Cluster cluster, Guest guest, Resource desired, Work work)
      throws ResourceFailure {
    Attributes wanted = desired.attributes();
    JsonNode image = wanted.object("image");
    boolean root = cluster.rights().isRoot();
    String file = image.path("file").asString("");
    if (!file.isEmpty()) {
      return new Image(
          file, onlyByNode(file, cluster.release()) && !(root && file.startsWith("/")));
    }
    Images images = new Images(cluster, guest.node(), work);
    boolean imports = cluster.release().since(8, 3);
    String url = image.path("url").asString("");
    return new Image(
        images.download(
            url,
            wanted.text("image_storage", "local"),
            imports ? "import" : "iso",
            fileName(Images.fileOf(url), imports),
            checksum(image)),
        !imports);
  }

  /**
   * The API imports volumes of disks, since 8.3 also files for import, and paths for root alone.
   */
  private static boolean onlyByNode(String file, Release release) {
    boolean disk = file.matches("[^:/]+:(\\d+/)?(vm|base)-.*");
    return !disk && !(release.since(8, 3) && file.contains(":import/"));
  }

  private static @Nullable String checksum(JsonNode image) {
    String checksum = image.path("checksum").asString("");
    return checksum.isEmpty() ? null : checksum;
  }

  /** Each kind of content takes its own endings only; cloud images are qcow2 whatever theirs is. */
  private static String fileName(String file, boolean imports) {
    String stem = file.replaceFirst("\\.(img|qcow2|raw)$", "");
    if (!imports) {
      return stem + ".img";
    }
    return file.endsWith(".raw") ? file : stem + ".qcow2";
  }

  private static ProxmoxRequest request(Making making, Image image) {
    Attributes wanted = making.desired().attributes();
    String storage = wanted.text("storage");
    ProxmoxRequest request =
        ProxmoxRequest.post(
                "make " + making.desired().address(), "nodes", making.guest().node(), "qemu")
            .with("vmid", making.guest().vmid())
            .with("name", wanted.text("name"))
            .with("ostype", "l26")
            .with("scsihw", "virtio-scsi-single")
            .with("ide2", storage + ":cloudinit")
            .with("serial0", "socket")
            .with("vga", "serial0")
            .with("agent", "1")
            .with("memory", Integer.toString(wanted.number("memory", 2048)))
            .with("cores", wanted.number("cores", 2))
            .with("net0", "virtio,bridge=" + wanted.text("bridge", "vmbr0"))
            .with("tags", Description.TAG)
            .with("description", making.description());
    return image.byNode()
        ? request
        : request
            .with(TemplateFields.DISK, storage + ":0,import-from=" + image.volume())
            .with("boot", "order=" + TemplateFields.DISK);
  }

  @Override
  void observe(Sight sight, Attributes.Builder shown) {}

  @Override
  void finish(Settling settling) throws ResourceFailure {
    GuestConfig config = settling.config();
    if (config.flag("template")) {
      return;
    }
    if (settling.wanted().has("image") && config.get("boot").isEmpty()) {
      settling
          .cluster()
          .tasks()
          .run(
              ProxmoxRequest.post(
                      "configure " + settling.desired().address(), settling.guest().path("config"))
                  .with("boot", "order=" + TemplateFields.DISK),
              settling.guest(),
              "qmconfig",
              TaskTime.USUAL,
              settling.work());
    }
    new Power(settling.cluster(), settling.guest(), settling.work()).stop();
    settling.work().progress("making " + settling.guest().name() + " a template");
    settling
        .cluster()
        .tasks()
        .run(
            ProxmoxRequest.post(
                "make " + settling.desired().address() + " a template",
                settling.guest().path("template")),
            settling.guest(),
            "qmtemplate",
            TaskTime.COPYING,
            settling.work());
    converted(settling);
  }

  /** Some versions answer before the conversion has begun. */
  private static void converted(Settling settling) throws ResourceFailure {
    Pauses pauses =
        new Pauses(settling.work(), Duration.ofMillis(500), Duration.ofSeconds(2), TaskTime.USUAL);
    while (!settling.config().flag("template") && !pauses.over()) {
      pauses.pause();
    }
  }
}
