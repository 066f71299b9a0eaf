package dev.phoenix.view;

import dev.phoenix.graph.ResourceGraph;
import dev.phoenix.resource.Address;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A graph of resources for other programs to draw: an arrow runs from what comes first. */
public final class GraphView {
  /** The version of the JSON form. */
  public static final int FORMAT = 1;

  private GraphView() {}

  public static String dot(ResourceGraph graph) {
    StringBuilder text =
        new StringBuilder("digraph phoenix {\n  rankdir=LR;\n  node [shape=box];\n");
    Grouping.of(graph.order(), address -> address)
        .forEach((group, members) -> {
          text.append("  subgraph ").append(quoted("cluster " + group)).append(" {\n");
          text.append("    label=").append(quoted(group)).append(";\n");
          members.forEach(a -> text.append("    ").append(quoted(a.toString())).append(";\n"));
          text.append("  }\n");
        });
    for (Address address : graph.order()) {
      for (Address dependency : graph.dependencies(address)) {
        text.append("  ").append(quoted(dependency.toString())).append(" -> ");
        text.append(quoted(address.toString())).append(";\n");
      }
    }
    return text.append("}\n").toString();
  }

  /** For GitHub and others that draw Mermaid in a text. */
  public static String mermaid(ResourceGraph graph) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    Map<Address, String> names = new HashMap<>();
    graph.order().forEach(address -> names.put(address, "n" + (names.size() + 1)));
    Grouping.of(graph.order(), address -> address)
        .forEach((group, members) -> {
          text.append("  subgraph g").append(names.get(members.getFirst()));
          text.append('[').append(quoted(group)).append("]\n");
          for (Address member : members) {
            text.append("    ").append(names.get(member));
            text.append('[').append(quoted(member.toString())).append("]\n");
          }
          text.append("  end\n");
        });
    for (Address address : graph.order()) {
      for (Address dependency : graph.dependencies(address)) {
        text.append("  ").append(names.get(dependency)).append(" --> ");
        text.append(names.get(address)).append('\n');
      }
    }
    return text.toString();
  }

  /** {@code {"format": 1, "resources": [{"address", "dependencies"}]}} in order of execution. */
  public static String json(ResourceGraph graph) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    ArrayNode resources = json.putArray("resources");
    for (Address address : graph.order()) {
      ObjectNode resource = resources.addObject().put("address", address.toString());
      ArrayNode dependencies = resource.putArray("dependencies");
      graph.dependencies(address).forEach(d -> dependencies.add(d.toString()));
    }
    return json.toPrettyString() + "\n";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "'") + "\"";
  }
}
