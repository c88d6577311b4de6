package dev.touchstone.broker.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Lists as callers want them: filtered by name, sorted, a page of it, some columns (MGMT-22). Only what is shown is made into JSON. */
final class Listing {
    private static final int PAGE_SIZE = 100;
    private static final int MAX_PAGE_SIZE = 500;

    private final Map<String, String> query;

    Listing(Map<String, String> query) {
        this.query = query;
    }

    /** One element, made into JSON when it is needed: {@code fields} writes it. */
    record Row(String vhost, String name, Consumer<Fields> fields) {
        /** One that is put together when it is needed. */
        Row(String vhost, String name, Supplier<Doc> doc) {
            this(vhost, name, (Fields fields) -> fields.withAll(doc.get()));
        }

        Doc doc() {
            return Doc.of(fields);
        }
    }

    /** A row and what it is sorted by. */
    private record Sorted(Row row, @Nullable Object value) {}

    /** Answers with the list, or with a page of it if one was asked for. */
    Reply of(List<Row> all) {
        return of(all, shown -> {});
    }

    /** The same; {@code prepare} hears which rows will be made into JSON, before they are. */
    Reply of(List<Row> all, Consumer<List<Row>> prepare) {
        List<Row> rows = new ArrayList<>(all);
        rows.sort(Comparator.comparing(Row::vhost).thenComparing(Row::name));
        String pageText = query.get("page");
        if (pageText == null) {
            return Reply.of(shown(sorted(rows, prepare), prepare));
        }
        int page = number(pageText);
        int size = number(query.getOrDefault("page_size", String.valueOf(PAGE_SIZE)));
        if (page < 1 || size < 1 || size > MAX_PAGE_SIZE) {
            throw ApiException.of(
                    400,
                    "invalid_pagination_parameters",
                    "Invalid pagination parameters: page number " + page + ", page size " + size);
        }
        List<Row> filtered = rows.stream().filter(wanted()).toList();
        int pages = Math.max(1, (filtered.size() + size - 1) / size);
        if (page > pages) {
            throw ApiException.of(
                    400,
                    "page_out_of_range",
                    "Page out of range, page: " + page + " page size: " + size + ", len: " + filtered.size());
        }
        List<Row> sorted = sorted(filtered, prepare);
        List<Row> shown = sorted.subList((page - 1) * size, Math.min(sorted.size(), page * size));
        return Reply.of(new Doc()
                .with("filtered_count", filtered.size())
                .with("item_count", shown.size())
                .with("items", shown(shown, prepare))
                .with("page", page)
                .with("page_count", pages)
                .with("page_size", size)
                .with("total_count", rows.size()));
    }

    /** Answers with one object. */
    Reply of(Doc one) {
        return Reply.of(columns(one));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("Pagination parameters are invalid");
        }
    }

    private Predicate<Row> wanted() {
        String name = query.getOrDefault("name", "");
        if (name.isEmpty()) {
            return row -> true;
        }
        if (!"true".equals(query.get("use_regex"))) {
            return row -> row.name().contains(name);
        }
        try {
            Pattern pattern = Pattern.compile(name, Pattern.CASE_INSENSITIVE);
            return row -> pattern.matcher(row.name()).find();
        } catch (PatternSyntaxException e) {
            throw ApiException.badRequest("the name is no regular expression");
        }
    }

    private List<Row> sorted(List<Row> rows, Consumer<List<Row>> prepare) {
        String column = query.getOrDefault("sort", "");
        List<Row> sorted = new ArrayList<>();
        if (sortsByValue()) {
            prepare.accept(rows);
            List<Sorted> values = new ArrayList<>();
            for (Row row : rows) {
                values.add(new Sorted(row, value(row.doc(), column)));
            }
            values.sort((a, b) -> compare(a.value, b.value));
            values.forEach(each -> sorted.add(each.row));
        } else {
            sorted.addAll(rows);
            if (column.equals("name")) {
                sorted.sort(Comparator.comparing(Row::name));
            }
        }
        if ("true".equals(query.get("sort_reverse"))) {
            Collections.reverse(sorted);
        }
        return sorted;
    }

    /** What is written of the rows: all columns need not be put together before. */
    private List<?> shown(List<Row> rows, Consumer<List<Row>> prepare) {
        if (!sortsByValue()) {
            prepare.accept(rows);
        }
        boolean some = !query.getOrDefault("columns", "").isEmpty();
        return rows.stream()
                .map(row -> some ? columns(row.doc()) : new Written(row.fields()))
                .toList();
    }

    private boolean sortsByValue() {
        String column = query.getOrDefault("sort", "");
        return !column.isEmpty() && !column.equals("name");
    }

    private static @Nullable Object value(Map<?, ?> doc, String column) {
        Object here = doc;
        for (String part : column.split("\\.")) {
            here = here instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return here;
    }

    /** Numbers before texts, and what is missing first. */
    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return String.valueOf(a).compareTo(String.valueOf(b));
    }

    private Map<String, Object> columns(Doc doc) {
        String columns = query.getOrDefault("columns", "");
        if (columns.isEmpty()) {
            return doc;
        }
        Doc some = new Doc();
        for (String column : columns.split(",")) {
            copy(doc, some, column.split("\\."), 0);
        }
        return some;
    }

    private static void copy(Map<?, ?> from, Map<String, Object> to, String[] path, int depth) {
        Object value = from.get(path[depth]);
        if (!from.containsKey(path[depth])) {
            return;
        }
        if (depth == path.length - 1) {
            to.put(path[depth], value);
        } else if (value instanceof Map<?, ?> inner) {
            Doc below = to.get(path[depth]) instanceof Doc known ? known : new Doc();
            to.put(path[depth], below);
            copy(inner, below, path, depth + 1);
        }
    }
}
