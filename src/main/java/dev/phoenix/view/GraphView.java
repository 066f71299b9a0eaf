package dev.phoenix.view;

import dev.phoenix.graph.ResourceGraph;
import dev.phoenix.resource.Address;
import java.util.HashMap;
import java.util.List;
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
    graph.order().forEach(address -> text.append("  ").append(quoted(address)).append(";\n"));
    for (Address address : graph.order()) {
      for (Address dependency : graph.dependencies(address)) {
        text.append("  ").append(quoted(dependency)).append(" -> ");
        text.append(quoted(address)).append(";\n");
      }
    }
    return text.append("}\n").toString();
  }

  public static String mermaid(ResourceGraph graph) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    List<Address> order = graph.order();
    Map<Address, Integer> number = new HashMap<>();
    for (Address address : order) {
      number.put(address, number.size() + 1);
      text.append("  n").append(number.size()).append('[').append(quoted(address)).append("]\n");
    }
    for (Address address : order) {
      for (Address dependency : graph.dependencies(address)) {
        text.append("  n").append(number.get(dependency)).append(" --> n");
        text.append(number.get(address)).append('\n');
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

  private static String quoted(Address address) {
    return "\"" + address.toString().replace("\\", "\\\\").replace("\"", "'") + "\"";
  }
}
