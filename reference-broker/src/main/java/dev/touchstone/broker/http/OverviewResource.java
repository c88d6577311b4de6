package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.params.ParameterKey;
import java.util.ArrayList;
import java.util.List;

/** The broker as a whole (MGMT-02, MGMT-24). */
final class OverviewResource {
    /** The RabbitMQ whose API this is. */
    static final String VERSION = "3.10.8";

    static final String PRODUCT = "Touchstone";
    static final String PRODUCT_VERSION = "0.1.0";
    private static final ParameterKey CLUSTER_NAME = ParameterKey.global("cluster_name");

    private final Site site;

    OverviewResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("overview", this::overview)
                .get("cluster-name", this::clusterName)
                .put("cluster-name", this::putClusterName)
                .get("extensions", call -> Reply.of(List.of())) // they are scripts of pages, and there are no pages
                .get("feature-flags", this::features)
                .put("feature-flags/:name/enable", this::enableFeature)
                .get("auth/attempts/:node", this::attempts)
                .get("auth/attempts/:node/source", this::attempts)
                .delete("auth/attempts/:node", this::forgetAttempts)
                .delete("reset", this::reset)
                .delete("reset/:node", this::reset);
    }

    private String clusterName() {
        Object name = site.broker().parameters().get(CLUSTER_NAME);
        return name == null ? Site.NODE : String.valueOf(name);
    }

    private Reply overview(Call call) {
        List<VhostRoom> rooms = site.allSeen(call);
        List<String> names = rooms.stream().map(VhostRoom::name).toList();
        Traffic traffic = Traffic.NONE;
        Census.Totals totals = Census.Totals.NONE;
        for (VhostRoom room : rooms) {
            traffic = traffic.plus(site.census().traffic(room));
            totals = totals.plus(site.census()
                    .totals(room, call.who().isMonitor() ? null : call.who().name()));
        }
        Ranges ranges = Ranges.of(call.query());
        Growth growth = new Growth(
                site.sampler(),
                names.stream().map(name -> Sampler.Key.vhost(name)).toList(),
                ranges);
        Census.Totals all = totals;
        Doc doc = general()
                .with("churn_rates", churn(new Growth(site.sampler(), List.of(Sampler.Key.node()), ranges)))
                .with("message_stats", StatsDocs.allMessages(traffic, growth))
                .with(
                        "object_totals",
                        new Doc()
                                .with("channels", totals.channels())
                                .with("connections", totals.connections())
                                .with("consumers", totals.consumers())
                                .with("exchanges", totals.exchanges())
                                .with("queues", totals.queues()))
                .with(
                        "queue_totals",
                        Doc.of(depths -> StatsDocs.depths(depths, all.messages(), all.ready(), all.unacked(), growth)));
        if (call.who().isMonitor()) {
            doc.with("node", Site.NODE).with("contexts", contexts()).with("listeners", listeners());
        }
        return new Listing(call.query()).of(doc);
    }

    private Doc general() {
        return new Doc()
                .with("cluster_name", clusterName())
                .with("disable_stats", false)
                .with("enable_queue_totals", false)
                .with("erlang_full_version", "none: Java " + Runtime.version())
                .with("erlang_version", "none")
                .with("exchange_types", exchangeTypes(site.broker()))
                .with("is_op_policy_updating_enabled", true)
                .with("management_version", VERSION)
                .with("product_name", PRODUCT)
                .with("product_version", PRODUCT_VERSION)
                .with("rabbitmq_version", VERSION)
                .with("rates_mode", "basic")
                .with("release_series_support_status", "supported")
                .with("sample_retention_policies", new Doc().with("global", List.of()))
                .with("statistics_db_event_queue", 0);
    }

    static List<Doc> exchangeTypes(Administration broker) {
        List<Doc> types = new ArrayList<>();
        for (ExchangeType type : ExchangeType.values()) {
            boolean isOn = ExchangeType.STANDARD.contains(type)
                    || broker.config().plugins().contains(BrokerConfig.DELAYED_MESSAGE_EXCHANGE);
            if (isOn) {
                types.add(new Doc()
                        .with("description", "AMQP " + type.typeName() + " exchange")
                        .with("enabled", true)
                        .with("name", type.typeName()));
            }
        }
        return types;
    }

    private Doc churn(Growth growth) {
        long[] figures = NodesResource.figures(site.broker());
        return Doc.of(churn -> {
            for (int i = NodesResource.CHURN; i < NodesResource.FIGURES.size(); i++) {
                churn.with(NodesResource.FIGURES.get(i), figures[i]);
                growth.on(churn, NodesResource.FIGURES.get(i), i, Ranges.Kind.MESSAGES);
            }
        });
    }

    private List<Doc> listeners() {
        return site.broker().listeners().stream()
                .map(each -> new Doc()
                        .with("ip_address", each.address())
                        .with("node", Site.NODE)
                        .with("port", each.port())
                        .with("protocol", each.protocol())
                        .with("socket_opts", new Doc()))
                .toList();
    }

    private List<Doc> contexts() {
        return site.broker().listeners().stream()
                .filter(each -> each.protocol().startsWith("http"))
                .map(each -> new Doc()
                        .with("description", "RabbitMQ Management")
                        .with("node", Site.NODE)
                        .with("path", "/")
                        .with("port", String.valueOf(each.port()))
                        .with("ssl_opts", List.of()))
                .toList();
    }

    private Reply clusterName(Call call) {
        return Reply.of(new Doc().with("name", clusterName()));
    }

    private Reply putClusterName(Call call) {
        call.who().mustAdminister();
        String name = call.body().require("name").text("name", "");
        site.broker().parameters().put(CLUSTER_NAME, name);
        return Reply.done();
    }

    /** What 3.10 switches on and off has no other form here. */
    private Reply features(Call call) {
        if (!site.dialect().showsFeatureFlagsToAll()) {
            call.who().mustAdminister();
        }
        List<Doc> flags = new ArrayList<>();
        for (String name : List.of(
                "classic_mirrored_queue_version", "drop_unroutable_metric", "empty_basic_get_metric", "quorum_queue")) {
            flags.add(new Doc()
                    .with("desc", "")
                    .with("doc_url", "")
                    .with("name", name)
                    .with("provided_by", "rabbit")
                    .with("stability", "stable")
                    .with("state", "enabled"));
        }
        return Reply.of(flags);
    }

    private Reply enableFeature(Call call) {
        call.who().mustAdminister();
        return Reply.done();
    }

    private Reply attempts(Call call) {
        call.who().mustMonitor();
        if (!call.at("node").equals(Site.NODE)) {
            throw ApiException.notFound();
        }
        return Reply.of(site.login().counted());
    }

    private Reply forgetAttempts(Call call) {
        call.who().mustAdminister();
        site.login().forget();
        return Reply.done();
    }

    /** Statistics are made new every few seconds; there is nothing to forget. */
    private Reply reset(Call call) {
        call.who().mustAdminister();
        return Reply.done();
    }
}
