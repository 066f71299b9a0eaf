package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.ComposeFile.External;
import dev.phoenix.configuration.compose.ComposeFile.PublishedPort;
import dev.phoenix.configuration.compose.ComposeFile.Service;
import dev.phoenix.diagnostic.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Compose file with the variables and labels of one environment, in a form that can be kept.
 *
 * @param labelled the text with the labels in it; empty where that is the text itself
 */
public record Composed(ComposeFile compose, String labelled) {

  /** Null where it does not fit into the form: then it is read anew each time. */
  public byte @Nullable [] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] text = labelled.getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
      out.writeInt(compose.services().size());
      for (Service service : compose.services().values()) {
        write(service, out);
      }
      out.writeInt(compose.ports().size());
      for (PublishedPort port : compose.ports()) {
        write(port, out);
      }
      write(compose.volumes(), out);
      write(compose.networks(), out);
      return bytes.toByteArray();
    } catch (IOException tooLong) {
      return null;
    }
  }

  private static void write(Service service, DataOutputStream out) throws IOException {
    out.writeUTF(service.name());
    out.writeUTF(service.image());
    out.writeUTF(service.restart());
    out.writeBoolean(service.job());
    out.writeBoolean(service.active());
    out.writeInt(service.replicas());
    out.writeBoolean(service.refreshed());
    write(service.position(), out);
  }

  private static void write(PublishedPort port, DataOutputStream out) throws IOException {
    out.writeUTF(port.service());
    out.writeUTF(port.ip());
    out.writeInt(port.port());
    out.writeUTF(port.protocol());
    write(port.position(), out);
  }

  private static void write(List<External> externals, DataOutputStream out) throws IOException {
    out.writeInt(externals.size());
    for (External external : externals) {
      out.writeUTF(external.name());
      write(external.position(), out);
    }
  }

  private static void write(Position position, DataOutputStream out) throws IOException {
    out.writeInt(position.line());
    out.writeInt(position.column());
  }

  /**
   * What was kept.
   *
   * @param file that the positions are in
   * @return null where the bytes are no such thing
   */
  public static @Nullable Composed of(byte[] bytes, String file) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String labelled = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      SortedMap<String, Service> services = new TreeMap<>();
      for (int count = in.readInt(); count > 0; count--) {
        Service service = service(in, file);
        services.put(service.name(), service);
      }
      List<PublishedPort> ports = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        ports.add(
            new PublishedPort(
                in.readUTF(), in.readUTF(), in.readInt(), in.readUTF(), position(in, file)));
      }
      ComposeFile compose =
          new ComposeFile(services, ports, externals(in, file), externals(in, file));
      return new Composed(compose, labelled);
    } catch (IOException | IllegalArgumentException broken) {
      return null;
    }
  }

  private static Service service(DataInputStream in, String file) throws IOException {
    return new Service(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean(),
        in.readBoolean(),
        in.readInt(),
        in.readBoolean(),
        position(in, file));
  }

  private static List<External> externals(DataInputStream in, String file) throws IOException {
    List<External> externals = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      externals.add(new External(in.readUTF(), position(in, file)));
    }
    return externals;
  }

  private static Position position(DataInputStream in, String file) throws IOException {
    return new Position(file, in.readInt(), in.readInt());
  }
}
