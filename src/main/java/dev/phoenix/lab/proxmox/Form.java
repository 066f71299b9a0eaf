package dev.phoenix.lab.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters that a call takes; what it does not name is refused. */
record Form(List<Parameter> parameters) {
  static final Form NONE = new Form(List.of());

  Form {
    parameters = List.copyOf(parameters);
  }

  /** Reads parameters with white space between them. */
  static Form of(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        parameters.add(Parameter.of(word));
      }
    }
    return new Form(parameters);
  }

  Form with(Form more) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(more.parameters);
    return new Form(all);
  }

  /** The parameter that a key is meant for. */
  Optional<Parameter> find(String key, Release release) {
    return parameters.stream()
        .filter(it -> it.names(key) && release.since(it.since() / 100, it.since() % 100))
        .findFirst();
  }

  /** Checks what was sent; throws with everything that is wrong. */
  Values check(Map<String, List<String>> sent, Release release) {
    Map<String, String> errors = new LinkedHashMap<>();
    sent.forEach((key, values) ->
        find(key, release)
            .ifPresentOrElse(
                parameter -> {
                  for (String value : values) {
                    String error = parameter.error(value);
                    if (error != null) {
                      errors.put(key, error);
                    }
                  }
                },
                () ->
                    errors.put(
                        key,
                        "property is not defined in schema and the schema does not allow additional"
                            + " properties")));
    for (Parameter parameter : parameters) {
      if (parameter.required() && !sent.containsKey(parameter.name())) {
        errors.put(parameter.name(), "property is missing and it is not optional");
      }
    }
    if (!errors.isEmpty()) {
      throw Refusal.parameters(errors);
    }
    return new Values(sent);
  }
}
