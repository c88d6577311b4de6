package dev.touchstone.broker.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of the control command against a broker (CTL-01, CTL-03 to CTL-10). */
class CtlTest {
    private static final Broker BROKER = Broker.start();
    private static final String URL =
            BROKER.startManagement(new BrokerConfig.Management(0, -1)).toString();

    private final StringWriter said = new StringWriter();

    @AfterAll
    static void endsTheBroker() {
        BROKER.close();
    }

    private int run(String... words) {
        said.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("--url", URL, "-n", "rabbit@somewhere"));
        all.addAll(List.of(words));
        PrintWriter out = new PrintWriter(said);
        return Ctl.run(all, out, out);
    }

    @Test
    void usersAndPermissions() {
        assertThat(run("add_user", "una", "secret")).isZero();
        assertThat(run("add_user", "una", "secret")).isEqualTo(70);
        assertThat(run("set_user_tags", "una", "monitoring", "other")).isZero();
        assertThat(run("authenticate_user", "una", "secret")).isZero();
        assertThat(run("authenticate_user", "una", "wrong")).isEqualTo(65);
        assertThat(run("change_password", "una", "better")).isZero();
        assertThat(run("authenticate_user", "una", "better")).isZero();
        assertThat(run("set_permissions", "-p", "/", "una", "^u", ".*", "")).isZero();
        assertThat(run("set_permissions", "nobody", "", "", "")).isEqualTo(67);
        assertThat(run("list_permissions", "-p", "/")).isZero();
        assertThat(said.toString()).contains("una\t^u\t.*\t\n");
        assertThat(run("list_users", "-q")).isZero();
        assertThat(said.toString()).startsWith("user\ttags\n").contains("una\t[monitoring, other]\n");
        assertThat(run("delete_user", "una")).isZero();
        assertThat(run("delete_user", "una")).isEqualTo(67);
    }

    @Test
    void policiesQueuesAndVirtualHosts(@TempDir Path folder) {
        assertThat(run("add_vhost", "v")).isZero();
        assertThat(run("add_vhost", "v")).isZero();
        assertThat(run("set_policy", "-p", "v", "TTL", ".*", "{\"message-ttl\":60000}", "--apply-to", "queues"))
                .isZero();
        assertThat(run("set_policy", "-p", "v", "bad", ".*", "{\"nonsense\":1}"))
                .isEqualTo(69);
        assertThat(run("list_policies", "-p", "v", "--formatter", "json")).isZero();
        assertThat(said.toString()).contains("\\\"message-ttl\\\":60000");
        assertThat(run("clear_policy", "-p", "v", "none")).isEqualTo(69);
        assertThat(run("list_queues", "-p", "missing", "-q")).isZero();
        assertThat(run("delete_queue", "-p", "v", "none")).isEqualTo(64);
        assertThat(run("set_vhost_limits", "-p", "v", "{\"max-queues\":4}")).isZero();
        assertThat(run("list_vhost_limits", "-s", "--global")).isZero();
        assertThat(said.toString()).isEqualTo("v\t{\"max-queues\":4}\n");
        Path file = folder.resolve("definitions.json");
        assertThat(run("export_definitions", file.toString())).isZero();
        assertThat(run("delete_vhost", "v")).isZero();
        assertThat(run("delete_vhost", "v")).isEqualTo(65);
        assertThat(run("import_definitions", file.toString())).isZero();
        assertThat(run("list_vhosts", "-s")).isZero();
        assertThat(said.toString()).contains("v\n");
    }

    @Test
    void argumentsInJsonHaveTheirTypes() throws Exception {
        assertThat(run("list_exchanges", "name", "arguments", "--formatter", "json"))
                .isZero();
        assertThat(said.toString()).contains("{\"name\":\"amq.direct\",\"arguments\":[]}");
        JsonNode arguments = new ObjectMapper().readTree("{\"x-max-length\":5,\"x-queue-type\":\"classic\"}");
        assertThat(Terms.table(arguments).toString())
                .isEqualTo("[[\"x-max-length\",\"long\",5],[\"x-queue-type\",\"longstr\",\"classic\"]]");
    }

    /** Both are what rabbitmqctl 3.10.8 was seen to print: limits are a text in JSON, and of one virtual host it is the answer of its node. */
    @Test
    void limitsOfOneAreAnObject() {
        assertThat(run("add_vhost", "limited")).isZero();
        assertThat(run("set_vhost_limits", "-p", "limited", "{\"max-queues\":4}"))
                .isZero();
        assertThat(run("list_vhost_limits", "-p", "limited", "--formatter", "json"))
                .isZero();
        assertThat(said.toString())
                .isEqualTo("{\"node\":\"touchstone@localhost\",\"result\":\"ok\",\"value\":\"{\\\"max-queues\\\":4}\"}"
                        + System.lineSeparator());
        assertThat(run("list_vhost_limits", "-p", "limited", "--formatter", "csv"))
                .isEqualTo(70);
        assertThat(run("list_vhost_limits", "--global", "--formatter", "csv")).isZero();
        assertThat(said.toString().lines()).contains("\"vhost\",\"limits\"", "\"limited\",\"{\"\"max-queues\"\":4}\"");
        assertThat(run("set_user_limits", "guest", "{\"max-channels\":2000}")).isZero();
        assertThat(run("list_user_limits", "--formatter", "json")).isZero();
        assertThat(said.toString()).isEqualTo("{\"message\":\"{\\\"max-channels\\\":2000}\"}" + System.lineSeparator());
        assertThat(run("clear_user_limits", "guest", "max-channels")).isZero();
        assertThat(run("list_user_limits", "--formatter", "json")).isZero();
        assertThat(said.toString()).isEqualTo("{\"message\":\"{}\"}" + System.lineSeparator());
        assertThat(run("delete_vhost", "limited")).isZero();
        for (String word : List.of("list_vhost_limits", "list_policies", "list_parameters", "list_permissions")) {
            assertThat(run(word, "-q", "-p", "limited")).as(word).isEqualTo(65);
            assertThat(said.toString()).isEqualTo("Virtual host 'limited' does not exist" + System.lineSeparator());
        }
        assertThat(run("list_user_limits", "--user", "nobody")).isEqualTo(69);
    }

    @Test
    void whatIsNotThereIsRefusedByName() {
        assertThat(run("dance")).isEqualTo(64);
        assertThat(said.toString()).contains("dance");
        assertThat(run("add_user", "half")).isEqualTo(64);
        assertThat(run("close_all_connections", "tea")).isZero();
        assertThat(said.toString()).contains("reason: tea").endsWith("Closed 0 connections" + System.lineSeparator());
        assertThat(Ctl.run(
                        List.of("--url", "http://127.0.0.1:1", "ping"), new PrintWriter(said), new PrintWriter(said)))
                .isEqualTo(69);
    }
}
