package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a template is made of.
 *
 * @param volume or path where it is
 * @param byNode whether only root at the node may import it
 * @param bytes how long a downloaded one is
 */
record CloudImage(String volume, boolean byNode, OptionalLong bytes) {
  /** The image that a template is made of, downloaded if it comes from a URL. */
  static CloudImage of(Cluster cluster, Guest guest, Resource desired, Work work)
      throws ResourceFailure {
    Attributes wanted = desired.attributes();
    JsonNode image = wanted.object("image");
    boolean root = cluster.rights().isRoot();
    String file = image.path("file").asString("");
    if (!file.isEmpty()) {
      return new CloudImage(
          file,
          onlyByNode(file, cluster.release()) && !(root && file.startsWith("/")),
          OptionalLong.empty());
    }
    Images images = new Images(cluster, guest.node(), work);
    boolean imports = cluster.release().since(8, 3);
    String url = image.path("url").asString("");
    String storage = wanted.text("image_storage", "local");
    String content = imports ? "import" : "iso";
    String volume =
        images.download(
            url,
            storage,
            content,
            fileName(Images.fileOf(url), imports, checksum(image)),
            checksum(image));
    return new CloudImage(volume, !imports, images.bytes(storage, content, volume));
  }

  /**
   * The API imports volumes of disks, since 8.3 also files for import, and paths for root alone.
   */
  static boolean onlyByNode(String file, Release release) {
    boolean disk = file.matches("[^:/]+:(\\d+/)?(vm|base)-.*");
    return !disk && !(release.since(8, 3) && file.contains(":import/"));
  }

  private static @Nullable String checksum(JsonNode image) {
    String checksum = image.path("checksum").asString("");
    return checksum.isEmpty() ? null : checksum;
  }

  /**
   * Each kind of content takes its own endings only; cloud images are qcow2 whatever theirs is. One
   * whose checksum is known bears its beginning: an older one of the same URL is not in its way.
   */
  private static String fileName(String file, boolean imports, @Nullable String checksum) {
    String sum = checksum == null ? "" : checksum.substring(checksum.indexOf(':') + 1);
    String mark = sum.isEmpty() ? "" : "-" + sum.substring(0, Math.min(sum.length(), 12));
    String stem = file.replaceFirst("\\.(img|qcow2|raw)$", "") + mark;
    if (!imports) {
      return stem + ".img";
    }
    return file.endsWith(".raw") ? stem + ".raw" : stem + ".qcow2";
  }
}
