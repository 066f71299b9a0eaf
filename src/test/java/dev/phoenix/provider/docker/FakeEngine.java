package dev.phoenix.provider.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.world.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine on a unix socket that answers what a test tells it to, byte for byte. */
final class FakeEngine implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Path socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> faults = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FakeEngine(Path folder) throws IOException {
    socket = folder.resolve("docker.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    answer(
        "GET /version",
        200,
        "{\"Version\":\"28.1.1\",\"ApiVersion\":\"1.49\",\"MinAPIVersion\":\"1.24\"}");
    Thread.ofVirtual().start(this::accept);
  }

  DockerApi api() {
    return new DockerApi(
        "docker/web1",
        Route.to(UnixDomainSocketAddress.of(socket)),
        new Repetition(new Patience(), new Random(1)));
  }

  Path socket() {
    return socket;
  }

  /** Answers from now on; an answer of status 0 closes the stream in place of one. */
  FakeEngine answer(String request, int status, String body) {
    answers.put(
        request,
        status == 0
            ? ""
            : "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, body.getBytes(UTF_8).length, body));
    return this;
  }

  /** Fails this way the first time, with status 0 or 502 to 504, and answers from then on. */
  FakeEngine faultBefore(String request, int fault, int status, String body) {
    answer(request, fault, "");
    faults.put(request, String.valueOf(answers.get(request)));
    return answer(request, status, body);
  }

  /** Methods and paths, as they came. */
  List<String> requests() {
    return Collections.unmodifiableList(requests);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel stream = server.accept();
        Thread.ofVirtual().start(() -> serve(stream));
      }
    } catch (IOException _) {
      // Closed with the test.
    }
  }

  private void serve(SocketChannel stream) {
    try (stream) {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(Channels.newInputStream(stream), UTF_8));
      OutputStream output = Channels.newOutputStream(stream);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String request = line.replaceFirst(" HTTP/1.1$", "");
        requests.add(request);
        skip(input);
        String fault = faults.remove(request);
        String answer = fault == null ? answers.getOrDefault(request, "") : fault;
        if (answer.isEmpty()) {
          return;
        }
        output.write(answer.getBytes(UTF_8));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The rest of the head and the body. */
  private static void skip(BufferedReader input) throws IOException {
    int length = 0;
    for (String line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    while (length > 0) {
      length -= (int) input.skip(length);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
