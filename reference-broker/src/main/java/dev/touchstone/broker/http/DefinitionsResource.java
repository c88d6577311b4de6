package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.VhostRoom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that was set up, out and in, in the format that RabbitMQ reads and writes (MGMT-21). */
final class DefinitionsResource {
    private final Site site;
    private final DefinitionsExport export;
    private final DefinitionsImport imports;

    DefinitionsResource(
            Site site, PermissionsResource permissions, PoliciesResource policies, ParametersResource parameters) {
        this.site = site;
        this.export = new DefinitionsExport(site);
        this.imports = new DefinitionsImport(site, permissions, policies, parameters);
    }

    void addTo(Router router) {
        router.get("definitions", this::all)
                .post("definitions", this::importAll)
                .get("definitions/:vhost", this::ofVhost)
                .post("definitions/:vhost", this::importVhost)
                .get("all-configuration", this::all)
                .post("all-configuration", this::importAll);
    }

    private static Reply named(Call call, Doc doc) {
        Reply reply = new Listing(call.query()).of(doc);
        @Nullable String file = call.query().get("download");
        return file == null || !file.matches("[A-Za-z0-9._-]{1,100}")
                ? reply
                : reply.with("content-disposition", "attachment; filename=" + file);
    }

    private Reply all(Call call) {
        call.who().mustAdminister();
        return named(call, export.all());
    }

    private Reply ofVhost(Call call) {
        call.who().mustAdminister();
        VhostRoom room = site.broker().room(call.at("vhost"));
        if (room == null) {
            throw ApiException.badRequest("vhost_not_found");
        }
        return named(call, export.of(room));
    }

    private static Body definitions(Call call) {
        try {
            return new Body(Json.object(Multipart.file(call.request())));
        } catch (ApiException e) {
            throw ApiException.badRequest("failed_to_parse_json");
        }
    }

    private Reply importAll(Call call) {
        call.who().mustAdminister();
        imports.all(definitions(call));
        return Reply.done();
    }

    private Reply importVhost(Call call) {
        call.who().mustAdminister();
        VhostRoom room = site.broker().room(call.at("vhost"));
        if (room == null) {
            throw ApiException.missing("vhost_not_found");
        }
        imports.into(room.name(), definitions(call));
        return Reply.done();
    }

    /** Every entry of a list with its virtual host. */
    static Body in(String vhost, Body entry) {
        Map<String, Object> fields = Json.fields(entry.fields());
        fields.put("vhost", vhost);
        return new Body(fields);
    }
}
