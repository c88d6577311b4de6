package dev.touchstone.ci.hop;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.http.client.domain.PolicyInfo;
import com.rabbitmq.http.client.domain.ShovelDetails;
import com.rabbitmq.http.client.domain.ShovelInfo;
import com.rabbitmq.http.client.domain.ShovelStatus;
import com.rabbitmq.http.client.domain.UpstreamDetails;
import com.rabbitmq.http.client.domain.UpstreamSetDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Policies, limits, and parameters of plugins. */
final class RuleCalls {
    /** Nobody listens there. */
    private static final String NOWHERE = "amqp://127.0.0.1:1";

    private RuleCalls() {}

    static Map<String, HopCall> all() {
        Map<String, HopCall> calls = new LinkedHashMap<>();
        policies(calls);
        limits(calls);
        shovels(calls);
        upstreams(calls);
        upstreamSets(calls);
        mqtt(calls);
        return calls;
    }

    private static PolicyInfo policy() {
        return new PolicyInfo("^nothing$", 3, "queues", Map.of("max-length", 7));
    }

    private static void check(HopBench hop, List<PolicyInfo> list) {
        assertThat(list)
                .filteredOn(each -> each.getVhost().equals(hop.vhost()))
                .hasSize(1)
                .allSatisfy(each -> {
                    assertThat(each.getName()).isEqualTo("p");
                    assertThat(each.getPattern()).isEqualTo("^nothing$");
                    assertThat(each.getPriority()).isEqualTo(3);
                    assertThat(each.getApplyTo()).isEqualTo("queues");
                    assertThat(each.getDefinition()).containsEntry("max-length", 7);
                });
    }

    private static void policies(Map<String, HopCall> calls) {
        calls.put("declarePolicy(String, String, PolicyInfo)", hop -> {
            hop.client().declarePolicy(hop.vhost(), "p", policy());
            check(hop, hop.client().getPolicies(hop.vhost()));
        });
        calls.put("getPolicies()", hop -> {
            hop.client().declarePolicy(hop.vhost(), "p", policy());
            check(hop, hop.client().getPolicies());
        });
        calls.put("getPolicies(String)", hop -> {
            assertThat(hop.client().getPolicies(hop.vhost())).isEmpty();
            assertThat(hop.client().getPolicies("missing")).isNull();
        });
        calls.put("deletePolicy(String, String)", hop -> {
            hop.client().declarePolicy(hop.vhost(), "p", policy());
            hop.client().deletePolicy(hop.vhost(), "p");
            hop.client().deletePolicy(hop.vhost(), "p");
            assertThat(hop.client().getPolicies(hop.vhost())).isEmpty();
        });
        calls.put("declareOperatorPolicy(String, String, PolicyInfo)", hop -> {
            hop.client().declareOperatorPolicy(hop.vhost(), "p", policy());
            check(hop, hop.client().getOperatorPolicies(hop.vhost()));
        });
        calls.put("getOperatorPolicies()", hop -> {
            hop.client().declareOperatorPolicy(hop.vhost(), "p", policy());
            check(hop, hop.client().getOperatorPolicies());
        });
        calls.put(
                "getOperatorPolicies(String)",
                hop -> assertThat(hop.client().getOperatorPolicies(hop.vhost())).isEmpty());
        calls.put("deleteOperatorPolicy(String, String)", hop -> {
            hop.client().declareOperatorPolicy(hop.vhost(), "p", policy());
            hop.client().deleteOperatorPolicy(hop.vhost(), "p");
            assertThat(hop.client().getOperatorPolicies(hop.vhost())).isEmpty();
        });
    }

    private static void limits(Map<String, HopCall> calls) {
        calls.put("limitMaxNumberOfConnections(String, int)", hop -> {
            hop.client().limitMaxNumberOfConnections(hop.vhost(), 9);
            assertThat(hop.client().getVhostLimits(hop.vhost()).getMaxConnections())
                    .isEqualTo(9);
        });
        calls.put("limitMaxNumberOfQueues(String, int)", hop -> {
            hop.client().limitMaxNumberOfQueues(hop.vhost(), 8);
            assertThat(hop.client().getVhostLimits(hop.vhost()).getMaxQueues()).isEqualTo(8);
        });
        calls.put("getVhostLimits()", hop -> {
            hop.client().limitMaxNumberOfQueues(hop.vhost(), 8);
            assertThat(hop.client().getVhostLimits()).extracting("vhost").contains(hop.vhost());
        });
        calls.put("getVhostLimits(String)", hop -> {
            hop.client().limitMaxNumberOfQueues(hop.vhost(), 8);
            hop.client().limitMaxNumberOfConnections(hop.vhost(), 9);
            assertThat(hop.client().getVhostLimits(hop.vhost()).getMaxQueues()).isEqualTo(8);
            assertThat(hop.client().getVhostLimits(hop.vhost()).getMaxConnections())
                    .isEqualTo(9);
        });
        calls.put("clearMaxConnectionsLimit(String)", hop -> {
            hop.client().limitMaxNumberOfQueues(hop.vhost(), 8);
            hop.client().limitMaxNumberOfConnections(hop.vhost(), 9);
            hop.client().clearMaxConnectionsLimit(hop.vhost());
            assertThat(hop.client().getVhostLimits(hop.vhost()).getMaxConnections())
                    .isEqualTo(-1);
        });
        calls.put("clearMaxQueuesLimit(String)", hop -> {
            hop.client().limitMaxNumberOfQueues(hop.vhost(), 8);
            hop.client().limitMaxNumberOfConnections(hop.vhost(), 9);
            hop.client().clearMaxQueuesLimit(hop.vhost());
            assertThat(hop.client().getVhostLimits(hop.vhost()).getMaxQueues()).isEqualTo(-1);
        });
    }

    private static void shovel(HopBench hop) {
        ShovelDetails details = new ShovelDetails(NOWHERE, NOWHERE, 30, true, null);
        details.setSourceQueue("from");
        details.setDestinationQueue("to");
        hop.client().declareShovel(hop.vhost(), new ShovelInfo("s", details));
    }

    private static void check(List<ShovelInfo> list, HopBench hop) {
        assertThat(list)
                .filteredOn(each -> each.getVirtualHost().equals(hop.vhost()))
                .hasSize(1)
                .allSatisfy(each -> {
                    assertThat(each.getName()).isEqualTo("s");
                    assertThat(each.getDetails().getSourceQueue()).isEqualTo("from");
                    assertThat(each.getDetails().getDestinationURIs()).containsExactly(NOWHERE);
                });
    }

    private static boolean isListed(HopBench hop, List<ShovelStatus> list) {
        return list.stream()
                .anyMatch(each -> each.getVirtualHost().equals(hop.vhost())
                        && each.getName().equals("s")
                        && each.getType().equals("dynamic")
                        && List.of("starting", "terminated").contains(each.getState()));
    }

    private static void shovels(Map<String, HopCall> calls) {
        calls.put("declareShovel(String, ShovelInfo)", hop -> {
            shovel(hop);
            check(hop.client().getShovels(hop.vhost()), hop);
        });
        calls.put("getShovels()", hop -> {
            shovel(hop);
            check(hop.client().getShovels(), hop);
        });
        calls.put(
                "getShovels(String)",
                hop -> assertThat(hop.client().getShovels(hop.vhost())).isEmpty());
        calls.put("getShovelsStatus()", hop -> {
            shovel(hop);
            hop.eventually(() -> hop.client().getShovelsStatus(), list -> isListed(hop, list));
        });
        calls.put("getShovelsStatus(String)", hop -> {
            shovel(hop);
            hop.eventually(() -> hop.client().getShovelsStatus(hop.vhost()), list -> isListed(hop, list));
        });
        calls.put("deleteShovel(String, String)", hop -> {
            shovel(hop);
            hop.client().deleteShovel(hop.vhost(), "s");
            hop.client().deleteShovel(hop.vhost(), "s");
            assertThat(hop.client().getShovels(hop.vhost())).isEmpty();
        });
    }

    private static void upstream(HopBench hop) {
        hop.client()
                .declareUpstream(
                        hop.vhost(), "u", new UpstreamDetails().setUri(NOWHERE).setMaxHops(2));
    }

    private static void upstreams(Map<String, HopCall> calls) {
        calls.put("declareUpstream(String, String, UpstreamDetails)", hop -> {
            upstream(hop);
            assertThat(hop.client().getUpstreams(hop.vhost()).get(0).getValue().getMaxHops())
                    .isEqualTo(2);
        });
        calls.put("getUpstreams()", hop -> {
            upstream(hop);
            assertThat(hop.client().getUpstreams()).extracting("vhost").contains(hop.vhost());
        });
        calls.put("getUpstreams(String)", hop -> {
            upstream(hop);
            assertThat(hop.client().getUpstreams(hop.vhost()))
                    .extracting("name")
                    .containsExactly("u");
        });
        calls.put("deleteUpstream(String, String)", hop -> {
            upstream(hop);
            hop.client().deleteUpstream(hop.vhost(), "u");
            assertThat(hop.client().getUpstreams(hop.vhost())).isEmpty();
        });
    }

    private static void upstreamSet(HopBench hop) {
        upstream(hop);
        hop.client().declareUpstreamSet(hop.vhost(), "set", List.of(new UpstreamSetDetails().setUpstream("u")));
    }

    private static void upstreamSets(Map<String, HopCall> calls) {
        calls.put("declareUpstreamSet(String, String, List)", hop -> {
            upstreamSet(hop);
            assertThat(hop.client()
                            .getUpstreamSets(hop.vhost())
                            .get(0)
                            .getValue()
                            .get(0)
                            .getUpstream())
                    .isEqualTo("u");
        });
        calls.put("getUpstreamSets()", hop -> {
            upstreamSet(hop);
            assertThat(hop.client().getUpstreamSets()).extracting("vhost").contains(hop.vhost());
        });
        calls.put("getUpstreamSets(String)", hop -> {
            upstreamSet(hop);
            assertThat(hop.client().getUpstreamSets(hop.vhost()))
                    .extracting("name")
                    .containsExactly("set");
        });
        calls.put("deleteUpstreamSet(String, String)", hop -> {
            upstreamSet(hop);
            hop.client().deleteUpstreamSet(hop.vhost(), "set");
            assertThat(hop.client().getUpstreamSets(hop.vhost())).isEmpty();
        });
    }

    private static void mqtt(Map<String, HopCall> calls) {
        calls.put("setMqttPortToVhostMapping(Map)", hop -> mapped(hop));
        calls.put("getMqttPortToVhostMapping()", hop -> mapped(hop));
        calls.put("deleteMqttPortToVhostMapping()", hop -> {
            mapped(hop);
            hop.client().deleteMqttPortToVhostMapping();
            assertThat(hop.client().getMqttPortToVhostMapping()).isNull();
        });
    }

    private static void mapped(HopBench hop) {
        hop.client().setMqttPortToVhostMapping(Map.of(1883, hop.vhost()));
        assertThat(hop.client().getMqttPortToVhostMapping().getValue()).containsEntry(1883, hop.vhost());
        hop.client().deleteMqttPortToVhostMapping();
    }
}
