package dev.phoenix.provider.proxmox;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What machines are copied from: a cloud image with a drive for cloud-init, or a copy of a machine
 * that was set up, made a template in the last step.
 */
final class TemplateType extends GuestType {
  /** Part of the identity: how long the image was that it was made of. */
  private static final String IMAGE = "image_bytes";

  /** Shown beside the attributes: how long the image is that its URL leads to now. */
  private static final String UPSTREAM = "upstream_bytes";

  TemplateType(Clusters clusters) {
    super(clusters, Guest.Kind.VM, TemplateFields.all());
  }

  @Override
  public String name() {
    return "template";
  }

  @Override
  List<Rule> ownRules() {
    return List.of(
        Rule.replace("storage"),
        Rule.replace("image"),
        Rule.record("image_storage"),
        // How large it was made: what is copied from it grows by itself.
        Rule.record("disk"));
  }

  @Override
  void check(Preflight preflight, Attributes wanted) throws ResourceFailure {
    String storage = wanted.text("storage", "");
    preflight.storage(storage, "images").right("/storage/" + storage, "Datastore.AllocateSpace");
    JsonNode image = wanted.object("image");
    if (!wanted.has("source")) {
      // Its controller, its screen and its serial port.
      preflight.right("/vms/" + wanted.number("vmid", 0), "VM.Config.HWType");
    }
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
    } else if (!file.isEmpty() && CloudImage.onlyByNode(file, preflight.release())) {
      preflight.shell("importing " + file);
    }
  }

  @Override
  void provide(Provisions provisions, Attributes wanted) throws ResourceFailure {
    JsonNode image = wanted.object("image");
    if (image.has("url")) {
      provisions.download(image.path("url").asString());
    } else if (image.has("file")) {
      provisions.file(image.path("file").asString());
    }
    provisions.disk(wanted.text("storage", ""), wanted.number("disk", 0));
  }

  @Override
  void make(Making making) throws ResourceFailure {
    if (making.desired().attributes().has("source")) {
      Copying.of(making, "name");
      return;
    }
    CloudImage image =
        CloudImage.of(making.cluster(), making.guest(), making.desired(), making.work());
    if (image.bytes().isPresent()) {
      making.remember(IMAGE, Long.toString(image.bytes().getAsLong()));
    }
    making.run(request(making, image));
  }

  /** An image that the API does not take comes onto the machine that was made without a disk. */
  @Override
  void complete(Settling settling) throws ResourceFailure {
    boolean without = !settling.config().merged().containsKey(TemplateFields.DISK);
    if (!settling.wanted().has("image") || !without) {
      return;
    }
    CloudImage image =
        CloudImage.of(settling.cluster(), settling.guest(), settling.desired(), settling.work());
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

  private static ProxmoxRequest request(Making making, CloudImage image) {
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

  /** What the URL leads to by now, where it is known what the template was made of. */
  @Override
  void observe(Sight sight, Attributes.Builder shown) {
    String url = sight.wanted("image").path("url").asString("");
    if (!url.isEmpty() && !sight.subject().identity().part(IMAGE).isEmpty()) {
      Upstream.bytes(sight.cluster(), sight.guest().node(), url)
          .ifPresent(bytes -> shown.put(UPSTREAM, Long.toString(bytes)));
    }
  }

  /** Said and no more: nothing that runs is any the worse for it. */
  @Override
  public List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    String made = observed.identity().part(IMAGE);
    String now = observed.attributes().text(UPSTREAM, made);
    List<Diagnostic> remarks = new ArrayList<>(super.remarks(subject, observed));
    if (now.equals(made)) {
      return remarks;
    }
    remarks.add(
        Diagnostic.warning(
                "the image of " + subject.address() + " has changed upstream",
                "%s is %s bytes long now; the template was made of %s. It stays as it is: it is made anew only where the files name another template_image or template_image_checksum."
                    .formatted(
                        subject.attributes().object("image").path("url").asString(""), now, made))
            .about(subject.address().toString()));
    return remarks;
  }

  @Override
  public Optional<String> obstacle(Recorded recorded, Set<Address> leaving, Neighbours neighbours)
      throws ResourceFailure {
    Attributes attributes = recorded.attributes();
    Cluster cluster = clusters().of(attributes, neighbours);
    Optional<Listed> listed = cluster.find(attributes.number("vmid", 0));
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    Set<Integer> gone = new HashSet<>();
    for (Address address : leaving) {
      Attributes other = neighbours.subject(address).recordedAttributes();
      if (other.text("hypervisor", "").equals(attributes.text("hypervisor"))) {
        gone.add(other.number("vmid", 0));
      }
    }
    List<String> clones = new LinkedClones(cluster, listed.get().guest()).names(gone);
    return clones.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the disks of %s are linked to its own. Delete them first, or make them anew as full copies (\"linked_clone\": false)"
                .formatted(String.join(", ", clones)));
  }

  @Override
  void finish(Settling settling) throws ResourceFailure {
    new Conversion(settling).run();
  }
}
