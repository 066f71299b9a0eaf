package dev.phoenix.real;

import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The few calls of the Engine API that only tests need. */
final class EngineFiles {
  private EngineFiles() {}

  static boolean answers(Path socket) {
    try (Response response = client(socket).newCall(request("_ping").build()).execute()) {
      return response.isSuccessful();
    } catch (IOException _) {
      return false;
    }
  }

  /** Makes an image of a root file system; its command sleeps, and it knows one variable. */
  static void importImage(Path socket, Path archive, String reference) {
    // The first process of a container hears only what it has a trap for.
    load(
        socket,
        archive,
        reference,
        List.of(
            "CMD [\"sh\",\"-c\",\"trap 'exit 0' TERM; sleep 86400 & wait\"]", "ENV FLAVOUR=plain"));
  }

  /**
   * Makes an image of a root file system.
   *
   * @param changes lines as in a Dockerfile
   */
  static void load(Path socket, Path archive, String reference, List<String> changes) {
    int colon = reference.lastIndexOf(':');
    StringBuilder path = new StringBuilder("images/create?fromSrc=-");
    path.append("&repo=").append(encoded(reference.substring(0, colon)));
    path.append("&tag=").append(reference.substring(colon + 1));
    changes.forEach(change -> path.append("&changes=").append(encoded(change)));
    Request request =
        request(path.toString())
            .post(RequestBody.create(archive.toFile(), MediaType.get("application/x-tar")))
            .build();
    try (Response response = client(socket).newCall(request).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful() || body.contains("\"error\"")) {
        throw new IllegalStateException(body);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Pushes an image under another name and forgets that name. */
  static void push(
      Path socket, String image, String repository, String tag, String user, String password) {
    post(socket, "images/" + image + "/tag?repo=" + repository + "&tag=" + tag, "{}");
    pushOnly(socket, repository + ":" + tag, user, password);
  }

  /** Pushes an image under its own name and forgets that name. */
  static void pushOnly(Path socket, String reference, String user, String password) {
    String login = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
    int colon = reference.lastIndexOf(':');
    post(
        socket,
        "images/%s/push?tag=%s"
            .formatted(reference.substring(0, colon), reference.substring(colon + 1)),
        login);
    Request remove = request("images/" + reference).delete().build();
    try (Response response = client(socket).newCall(remove).execute()) {
      response.body().string();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void post(Path socket, String path, String login) {
    Request request =
        request(path)
            .header(
                "X-Registry-Auth",
                Base64.getUrlEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .post(RequestBody.EMPTY)
            .build();
    try (Response response = client(socket).newCall(request).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful() || body.contains("\"error\"")) {
        throw new IllegalStateException(path + ": " + body);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Request.Builder request(String path) {
    return new Request.Builder().url("http://docker/" + path);
  }

  static OkHttpClient client(Path socket) {
    return new OkHttpClient.Builder()
        .socketFactory(RouteSocket.factory(Route.to(UnixDomainSocketAddress.of(socket))))
        .dns(name -> List.of(InetAddress.getLoopbackAddress()))
        .readTimeout(Duration.ofSeconds(60))
        .build();
  }
}
