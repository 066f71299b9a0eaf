package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** The objects of one kind by number. Numbers are never given twice. */
final class Table {
  private final String bucket;
  private final Storage storage;
  private final Storage counters;
  private final Map<Integer, ObjectNode> rows = new ConcurrentSkipListMap<>();
  private int last;

  Table(String bucket, Storage data) {
    this.bucket = bucket;
    this.storage = data.within(bucket + "/");
    this.counters = data.within("counter/");
    storage
        .all()
        .forEach((key, row) -> rows.put(Integer.valueOf(key), (ObjectNode) row.deepCopy()));
    var counter = counters.all().get(bucket);
    this.last = counter == null ? 0 : counter.path("last").asInt(0);
  }

  String bucket() {
    return bucket;
  }

  synchronized int next() {
    last++;
    counters.put(bucket, Json.object().put("last", last));
    return last;
  }

  void put(int id, ObjectNode row) {
    ObjectNode kept = row.deepCopy();
    rows.put(id, kept);
    storage.put(String.valueOf(id), kept);
  }

  Optional<ObjectNode> find(int id) {
    return Optional.ofNullable(rows.get(id)).map(ObjectNode::deepCopy);
  }

  Optional<ObjectNode> first(Predicate<ObjectNode> fits) {
    return rows.values().stream().filter(fits).findFirst().map(ObjectNode::deepCopy);
  }

  List<ObjectNode> all() {
    return rows.values().stream().map(ObjectNode::deepCopy).toList();
  }

  boolean remove(int id) {
    storage.remove(String.valueOf(id));
    return rows.remove(id) != null;
  }
}
