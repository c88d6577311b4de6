package dev.touchstone.broker.http;

import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.params.ParameterKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Virtual hosts (VHOST-01 to VHOST-03, VHOST-08, VHOST-09). */
final class VhostsResource {
    static final String DESCRIPTION = "description";
    static final String TAGS = "tags";
    static final String TRACING = "tracing";
    static final String QUEUE_TYPE = "default_queue_type";
    private static final int MAX_NAME = 255;

    private final Site site;

    VhostsResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("vhosts", this::vhosts)
                .get("vhosts/:vhost", this::vhost)
                .put("vhosts/:vhost", this::put)
                .delete("vhosts/:vhost", this::delete)
                .post("vhosts/:vhost/start/:node", this::start);
    }

    private Reply vhosts(Call call) {
        return new Listing(call.query())
                .of(site.allSeen(call).stream()
                        .map(room -> new Listing.Row("", room.name(), () -> doc(room, Ranges.of(call.query()))))
                        .toList());
    }

    private Reply vhost(Call call) {
        call.who().mustAdminister();
        return new Listing(call.query()).of(doc(site.room(call.at("vhost")), Ranges.of(call.query())));
    }

    private Doc doc(VhostRoom room, Ranges ranges) {
        Growth growth = new Growth(site.sampler(), List.of(Sampler.Key.vhost(room.name())), ranges);
        Traffic traffic = site.census().traffic(room);
        Doc doc = new Doc()
                .with("cluster_state", new Doc().with(Site.NODE, "running"))
                .withAll(about(site, room.name()))
                .withKnown("message_stats", StatsDocs.messages(traffic, growth));
        if (!traffic.equals(Traffic.NONE)) {
            List<QueueFacts> queues = site.census().queues(room);
            long ready = queues.stream().mapToLong(QueueFacts::ready).sum();
            long unacked = queues.stream().mapToLong(QueueFacts::unacked).sum();
            long messages = queues.stream().mapToLong(QueueFacts::messages).sum();
            StatsDocs.depths(doc, messages, ready, unacked, growth);
        }
        return doc;
    }

    /** Name, description, tags and the like: what definitions say too. */
    static Doc about(Site site, String vhost) {
        Map<String, Object> known = site.broker().parameters().map(ParameterKey.about(vhost));
        VhostRoom room = site.broker().room(vhost);
        Object description = known.getOrDefault(DESCRIPTION, vhost.equals("/") ? "Default virtual host" : "");
        Object tags = known.getOrDefault(TAGS, List.of());
        return new Doc()
                .with(QUEUE_TYPE, known.getOrDefault(QUEUE_TYPE, "undefined"))
                .with(DESCRIPTION, description)
                .with("metadata", new Doc().with(DESCRIPTION, description).with(TAGS, tags))
                .with("name", vhost)
                .with(TAGS, tags)
                .with(TRACING, room != null && room.isTraced());
    }

    private Reply put(Call call) {
        call.who().mustAdminister();
        String vhost = call.at("vhost");
        boolean isNew = put(site, vhost, call.body());
        if (isNew && call.who().isUser()) {
            // Who makes a virtual host over HTTP may use it (PERM-17).
            site.broker().users().setPermissions(call.who().name(), vhost, Permissions.ALL);
        }
        return Reply.put(isNew);
    }

    /** Makes a virtual host or changes what is known about it. */
    static boolean put(Site site, String vhost, Body body) {
        if (vhost.isEmpty() || vhost.length() > MAX_NAME) {
            throw ApiException.badRequest("the name of a virtual host has from 1 to 255 characters");
        }
        Map<String, Object> known =
                new LinkedHashMap<>(site.broker().parameters().map(ParameterKey.about(vhost)));
        Body metadata = new Body(body.map("metadata"));
        known.put(DESCRIPTION, body.text(DESCRIPTION, metadata.text(DESCRIPTION, "")));
        known.put(TAGS, tags(body.has(TAGS) ? body.get(TAGS) : metadata.get(TAGS)));
        // RabbitMQ 3.10 takes the key without underscores, and shows it with them.
        String type = body.text(QUEUE_TYPE, body.text("defaultqueuetype", "undefined"));
        if (!List.of("undefined", "classic", "quorum", "stream", "").contains(type)) {
            throw ApiException.badRequest("unknown default queue type " + type);
        }
        known.put(QUEUE_TYPE, type.isEmpty() ? "undefined" : type);
        boolean isNew = site.broker().addVirtualHost(vhost);
        site.broker().parameters().put(ParameterKey.about(vhost), known);
        site.broker().defaultQueueType(vhost, type.equals("undefined") ? "" : type);
        if (body.has(TRACING)) {
            site.broker().trace(vhost, body.flag(TRACING, false));
        }
        return isNew;
    }

    /** Tags come as a list, or as one text with commas. */
    static List<String> tags(@Nullable Object tags) {
        if (tags == null) {
            return List.of();
        } else if (tags instanceof String text) {
            return Arrays.stream(text.split(","))
                    .map(String::trim)
                    .filter(tag -> !tag.isEmpty())
                    .toList();
        } else if (tags instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String::valueOf).toList();
        }
        throw ApiException.badRequest("tags should be a list of strings, or a string with commas");
    }

    private Reply delete(Call call) {
        call.who().mustAdminister();
        if (!site.broker().deleteVirtualHost(call.at("vhost"))) {
            throw ApiException.notFound();
        }
        return Reply.done();
    }

    /** It runs as long as it is there (VHOST-08). */
    private Reply start(Call call) {
        call.who().mustAdminister();
        site.room(call.at("vhost"));
        if (!call.at("node").equals(Site.NODE)) {
            throw ApiException.badRequest("no such node");
        }
        return Reply.done();
    }
}
