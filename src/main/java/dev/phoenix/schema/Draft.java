package dev.phoenix.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Draft 2020-12 with all its keywords, without two things that cost more at each start than to
 * check a small fleet: the formats, which that draft does not assert, and a list of an enum's
 * values for messages that are not shown, since to write a node as text Jackson builds a mapper.
 */
final class Draft {
  private Draft() {}

  static SchemaRegistry registry() {
    return SchemaRegistry.withDialect(
        Dialect.builder("https://json-schema.org/draft/2020-12/schema")
            .specificationVersion(SpecificationVersion.DRAFT_2020_12)
            .idKeyword("$id")
            .keywords(KeywordType.getKeywords(SpecificationVersion.DRAFT_2020_12))
            .keyword(new Enumeration())
            .vocabularies(Draft::vocabularies)
            .build());
  }

  private static void vocabularies(Map<String, Boolean> vocabularies) {
    for (String name :
        List.of("core", "applicator", "unevaluated", "validation", "meta-data", "content")) {
      vocabularies.put("https://json-schema.org/draft/2020-12/vocab/" + name, true);
    }
  }

  private static final class Enumeration extends AbstractKeyword {
    Enumeration() {
      super(KeywordType.ENUM.getValue());
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location, JsonNode values, Schema parent, SchemaContext context) {
      return new Validator(this, values, location, parent, context);
    }
  }

  private static final class Validator extends BaseKeywordValidator {
    private final JsonNode values;

    Validator(
        Keyword keyword,
        JsonNode values,
        SchemaLocation location,
        Schema parent,
        SchemaContext context) {
      super(keyword, values, location, parent, context);
      this.values = values;
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath place) {
      for (JsonNode allowed : values) {
        if (allowed.equals(value)) {
          return;
        }
      }
      execution.addError(
          error()
              .instanceNode(value)
              .instanceLocation(place)
              .evaluationPath(execution.getEvaluationPath())
              .locale(execution.getExecutionConfig().getLocale())
              .build());
    }
  }
}
