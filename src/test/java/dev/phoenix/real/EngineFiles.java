package dev.phoenix.real;

import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
    String[] parts = reference.split(":", -1);
    Request request =
        request(
                "images/create?fromSrc=-&repo="
                    + parts[0]
                    + "&tag="
                    + parts[1]
                    // The first process of a container hears only what it has a trap for.
                    + "&changes=CMD%20%5B%22sh%22%2C%22-c%22%2C%22trap%20%27exit%200%27%20TERM%3B%20sleep%2086400%20%26%20wait%22%5D"
                    + "&changes=ENV%20FLAVOUR%3Dplain")
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

  /** Pushes an image under another name and forgets that name. */
  static void push(
      Path socket, String image, String repository, String tag, String user, String password) {
    String login = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
    post(socket, "images/" + image + "/tag?repo=" + repository + "&tag=" + tag, "");
    post(socket, "images/" + repository + "/push?tag=" + tag, login);
    Request remove = request("images/" + repository + ":" + tag).delete().build();
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

  private static Request.Builder request(String path) {
    return new Request.Builder().url("http://docker/" + path);
  }

  private static OkHttpClient client(Path socket) {
    return new OkHttpClient.Builder()
        .socketFactory(RouteSocket.factory(Route.to(UnixDomainSocketAddress.of(socket))))
        .dns(name -> List.of(InetAddress.getLoopbackAddress()))
        .readTimeout(Duration.ofSeconds(60))
        .build();
  }
}
