package dev.phoenix.provider.docker;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
import java.util.regex.Pattern;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;

/** The version of the Engine API that is spoken with an engine. */
final class ApiVersion {
  /** Answers of this version and newer hold everything phoenix reads: Docker 20.10. */
  private static final String OLDEST = "1.41";

  /** The newest version whose answers were compared with what phoenix expects: Docker 28. */
  private static final String NEWEST = "1.51";

  private static final Pattern FORM = Pattern.compile("\\d{1,4}\\.\\d{1,4}");

  /** More than an engine says of a version, in bytes. */
  private static final long REFUSAL = 4096;

  private ApiVersion() {}

  /** The newest that both sides know. */
  static String agreed(String where, JsonNode answer) throws ResourceFailure {
    String theirs = answer.path("ApiVersion").asString("");
    if (!FORM.matcher(theirs).matches()) {
      throw new ResourceFailure(
          Kind.UNREACHABLE,
          where
              + ": cannot ask for the version: what answers names none of its API; is this the socket of a Docker Engine?");
    }
    if (compare(theirs, OLDEST) < 0) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: the Docker Engine is too old: it is %s with API %s, and phoenix needs 20.10 or newer (API %s); update it"
              .formatted(where, answer.path("Version").asString("unknown"), theirs, OLDEST));
    }
    String said = answer.path("MinAPIVersion").asString("");
    String oldestOfTheirs = FORM.matcher(said).matches() ? said : OLDEST;
    String agreed = compare(theirs, NEWEST) < 0 ? theirs : NEWEST;
    return compare(agreed, oldestOfTheirs) < 0 ? oldestOfTheirs : agreed;
  }

  private static int compare(String one, String other) {
    String[] a = one.split("\\.", -1);
    String[] b = other.split("\\.", -1);
    int major = Integer.compare(Integer.parseInt(a[0]), Integer.parseInt(b[0]));
    return major != 0 ? major : Integer.compare(Integer.parseInt(a[1]), Integer.parseInt(b[1]));
  }

  /** {@code client version 1.41 is too old. Minimum supported API version is 1.44, ...}. */
  static boolean isRefused(Response response) throws IOException {
    if (response.code() != 400) {
      return false;
    }
    String said = response.peekBody(REFUSAL).string();
    return said.contains("client version ")
        && (said.contains(" is too old") || said.contains(" is too new"));
  }
}
