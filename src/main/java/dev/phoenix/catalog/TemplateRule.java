package dev.phoenix.catalog;

import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.VirtualMachine;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A virtual machine that is made once and copied. */
final class TemplateRule {
  private TemplateRule() {}

  static Resource resource(VirtualMachine machine, GuestRules rules) {
    Guest guest = machine.guest();
    Attributes.Builder attributes =
        rules
            .attributes(guest)
            .put("storage", guest.storage())
            .put("bridge", guest.network().bridge())
            .put("template", true);
    GuestRules.number(attributes, "disk", rules.roomForCopies(guest));
    if (machine.cloneFrom() != null) {
      attributes.put("source", rules.source(machine.cloneFrom(), true, null));
    } else if (machine.image() != null) {
      attributes
          .put("image", image(machine.image(), machine.imageChecksum(), rules))
          .put("image_storage", rules.hypervisor().imageStorage());
    }
    return new Resource(
        Addresses.template(guest.name()),
        attributes.build(),
        new TreeMap<>(),
        rules.dependencies(guest, machine.cloneFrom()),
        null,
        guest.position());
  }

  /** A URL, a path or volume of the node, or the name of one of Ubuntu's cloud images. */
  static ObjectNode image(String image, @Nullable String checksum, GuestRules rules) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (image.startsWith("https://") || image.startsWith("http://")) {
      node.put("url", image);
    } else if (image.startsWith("/") || image.indexOf(':') > 0) {
      node.put("file", image);
    } else {
      node.put(
          "url",
          "https://cloud-images.ubuntu.com/" + rules.hypervisor().release() + "/current/" + image);
    }
    GuestRules.put(node, "checksum", checksum);
    return node;
  }
}
