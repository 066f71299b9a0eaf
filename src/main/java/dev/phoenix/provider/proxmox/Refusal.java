package dev.phoenix.provider.proxmox;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says to the person what a refusal means and what to do about it. */
final class Refusal {
  private static final Pattern RIGHT =
      Pattern.compile("Permission check failed \\((?<path>[^,]+), ?(?<privilege>[^)]+)\\)");

  /** How the files call what the API calls otherwise; indexed keys stand without their number. */
  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("newid", "vmid"),
          Map.entry("hostname", "name"),
          Map.entry("ciuser", "cloud_init.user"),
          Map.entry("cipassword", "cloud_init.password"),
          Map.entry("sshkeys", "cloud_init.keys"),
          Map.entry("ipconfig", "cloud_init.ip"),
          Map.entry("nameserver", "nameservers"),
          Map.entry("searchdomain", "search_domain"),
          Map.entry("onboot", "start_on_boot"),
          Map.entry("ostemplate", "source.template"),
          Map.entry("net", "nets"),
          Map.entry("scsi", "disks"),
          Map.entry("virtio", "disks"),
          Map.entry("sata", "disks"),
          Map.entry("ide", "disks"),
          Map.entry("mp", "mounts"),
          Map.entry("dev", "devices"));

  private Refusal() {}

  static String text(Reply reply, String user) {
    SortedMap<String, String> errors = new TreeMap<>(reply.errors());
    if (!errors.isEmpty()) {
      StringBuilder text = new StringBuilder(reply.message());
      errors.forEach((parameter, wrong) ->
          text.append("\n  ").append(attribute(parameter)).append(": ").append(wrong));
      return text.toString();
    }
    return text(reply.fault(), reply.message(), user);
  }

  static String text(Fault fault, String message, String user) {
    return switch (fault) {
      case NO_RIGHT -> right(message, user);
      case UNKNOWN_USER ->
          "%s is not accepted (%s); look at its name, its secret, and whether it has expired (pveum user token list)"
              .formatted(user, message);
      case NO_SUCH_CALL ->
          message
              + "; this server's version does not have that call, or the URL is not Proxmox VE's";
      case PROTECTED -> message + "; set its protection to false in the files and apply that first";
      case LINKED_CLONES -> message + "; delete or fully clone the guests made from it first";
      case ID_TAKEN -> message + "; give the guest another vmid";
      case CHANGED -> message + "; plan again";
      case NODE_DOWN -> "another node of the cluster is not reached: " + message;
      case UNCERTAIN -> "no answer in time (" + message + "), so it may have happened";
      case NOT_FOUND, BUSY, RUNNING, HIGH_AVAILABILITY, ALREADY, NO_AGENT, INVALID, OTHER ->
          message;
    };
  }

  private static String right(String message, String user) {
    Matcher matcher = RIGHT.matcher(message);
    if (!matcher.find()) {
      return "%s has not the right to (%s); docs/proxmox.md lists the rights that phoenix needs"
          .formatted(user, message);
    }
    String privilege = matcher.group("privilege").split("[|,]", -1)[0].strip();
    return "%s lacks the privilege %s on %s; grant it with: pveum role add Phoenix%s --privs %s; pveum acl modify %s --%s '%s' --roles Phoenix%s"
        .formatted(
            user,
            matcher.group("privilege"),
            matcher.group("path"),
            privilege.replace(".", ""),
            privilege,
            matcher.group("path"),
            user.contains("!") ? "tokens" : "users",
            user,
            privilege.replace(".", ""));
  }

  /** The attribute that a parameter stands for, with the parameter where they differ. */
  static String attribute(String parameter) {
    String stem = parameter.replaceFirst("\\d+$", "");
    String attribute = ATTRIBUTES.get(stem);
    if (attribute == null) {
      return parameter;
    }
    boolean keyed = attribute.equals("nets") || attribute.equals("disks");
    return (keyed ? attribute + "." + parameter : attribute + " (" + parameter + ")");
  }
}
