package dev.phoenix.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jgrapht.Graph;
import org.jgrapht.GraphType;
import org.jgrapht.graph.AbstractBaseGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DefaultGraphType;
import org.jgrapht.graph.GraphSpecificsStrategy;
import org.jgrapht.graph.IntrusiveEdgesSpecifics;
import org.jgrapht.graph.UniformIntrusiveEdgesSpecifics;
import org.jgrapht.graph.specifics.FastLookupDirectedSpecifics;
import org.jgrapht.graph.specifics.Specifics;

/**
 * JGraphT's simple directed graph, put together here because its own constructors are made of
 * serializable lambdas, which no start-up cache holds: they cost a small plan a fiftieth.
 */
final class PlainGraph<V> extends AbstractBaseGraph<V, DefaultEdge> {
  PlainGraph() {
    super(null, DefaultEdge::new, DefaultGraphType.simple().asDirected(), new Lookups<>());
  }

  private static final class Lookups<V> implements GraphSpecificsStrategy<V, DefaultEdge> {
    @Override
    public Function<GraphType, IntrusiveEdgesSpecifics<V, DefaultEdge>>
        getIntrusiveEdgesSpecificsFactory() {
      return _ -> new UniformIntrusiveEdgesSpecifics<>(new LinkedHashMap<>());
    }

    @Override
    public BiFunction<Graph<V, DefaultEdge>, GraphType, Specifics<V, DefaultEdge>>
        getSpecificsFactory() {
      return (graph, _) ->
          new FastLookupDirectedSpecifics<>(
              graph, new LinkedHashMap<>(), new HashMap<>(), getEdgeSetFactory());
    }
  }
}
