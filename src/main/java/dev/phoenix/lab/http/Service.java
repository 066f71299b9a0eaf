package dev.phoenix.lab.http;

import tools.jackson.databind.node.JsonNodeFactory;

/** Something of the lab that answers HTTP requests. Safe for threads. */
@FunctionalInterface
public interface Service {
  Reply answer(Request request);

  /** The same, but a mistake of the lab is told to whoever asked instead of a silent hang-up. */
  default Service outspoken() {
    return request -> {
      try {
        return answer(request);
      } catch (RuntimeException mistake) {
        return Reply.json(
            500,
            JsonNodeFactory.instance
                .objectNode()
                .put(
                    "message",
                    "the lab failed to answer "
                        + (request.method() + " " + request.path() + ": " + mistake))
                .toString());
      }
    };
  }
}
