package dev.phoenix.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a real engine's API as somebody at its machine would, past phoenix. */
public final class EngineCalls {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path socket;

  EngineCalls(Path socket) {
    this.socket = socket;
  }

  public JsonNode get(String path) {
    return exchange(EngineFiles.request(path).get().build());
  }

  public JsonNode post(String path, String json) {
    return exchange(
        EngineFiles.request(path)
            .post(RequestBody.create(json, MediaType.get("application/json")))
            .build());
  }

  public void delete(String path) {
    exchange(EngineFiles.request(path).delete().build());
  }

  private JsonNode exchange(Request request) {
    try (Response response = EngineFiles.client(socket).newCall(request).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(request.url() + ": " + response.code() + " " + body);
      }
      return body.startsWith("{") || body.startsWith("[")
          ? MAPPER.readTree(body.lines().findFirst().orElse("{}"))
          : MAPPER.createObjectNode();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
