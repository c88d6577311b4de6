package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One private RabbitMQ node: the virtual machine and its own port mapper. What is frequent goes through the HTTP API or Erlang's
 * own small remote caller; the command line tools, whose start costs more than a second, are started once ({@link ControlShell}).
 */
final class RabbitNode implements NodeControl, AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration CONTROL_LIMIT = Duration.ofSeconds(60);
    /** What these change is gone when the virtual hosts and users are. */
    private static final List<String> UNDONE_BY_RECYCLING = List.of(
            "add_",
            "authenticate_",
            "await_",
            "cancel_",
            "change_",
            "check_",
            "clear_",
            "close_",
            "cluster_status",
            "delete_",
            "environment",
            "export_",
            "list",
            "ping",
            "purge_",
            "server_version",
            "set_operator_policy",
            "set_permissions",
            "set_policy",
            "set_topic_permissions",
            "set_user",
            "set_vhost",
            "status",
            "sync_");

    /** Exit codes of words that were not understood, and of those that reached no node. */
    private static final Set<Integer> NOTHING_DONE = Set.of(64, 68, 69);

    private final NodeFiles files;
    private final List<String> config;
    private final Commands commands;
    private final HttpAdmin admin;
    private final Optional<Path> erlCall;
    private final Process epmd;
    private final Set<Resource> alarms = EnumSet.noneOf(Resource.class);
    private Process beam;
    private boolean applicationStopped;
    private boolean suspended;
    private boolean changed;
    private @Nullable ControlShell shell;

    private RabbitNode(RabbitInstallation rabbit, NodeFiles files, List<String> config) throws IOException {
        this.files = files;
        this.config = List.copyOf(config);
        commands = new Commands(files.folder(), files.environment());
        erlCall = rabbit.erlangProgram("erl_call");
        admin = new HttpAdmin(new ManagementClient(
                URI.create("http://127.0.0.1:" + files.ports().management()), "guest", "guest", Optional.empty()));
        String program = rabbit.erlangProgram("epmd").map(Path::toString).orElse("epmd");
        String port = Integer.toString(files.ports().epmd());
        epmd = spawn(files.epmdPid(), List.of(program, "-port", port, "-address", "127.0.0.1"));
        beam = spawnBeam();
    }

    /** Starts the processes; {@link #awaitReady} waits for them. */
    static RabbitNode launch(RabbitInstallation rabbit, NodeFiles files, List<String> config) throws IOException {
        return new RabbitNode(rabbit, files, config);
    }

    private Process spawn(Path pidFile, List<String> command) throws IOException {
        return commands.builder(Guardian.guarded(pidFile, command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        files.folder().resolve("console.log").toFile()))
                .start();
    }

    private Process spawnBeam() throws IOException {
        return spawn(
                files.beamPid(),
                List.of(files.home().resolve("sbin").resolve("rabbitmq-server").toString()));
    }

    /**
     * Returns when management and AMQP answer.
     *
     * @throws AdminException with the node's last words if it ends or is not ready in 90 seconds
     */
    synchronized void awaitReady() {
        Process starting = beam;
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(START_LIMIT)
                    .until(() -> !starting.isAlive() || (listens() && answers()));
        } catch (ConditionTimeoutException e) {
            throw new AdminException("the private RabbitMQ node was not ready after " + START_LIMIT.toSeconds()
                    + " s; its last words:" + files.lastWords());
        }
        if (!starting.isAlive()) {
            throw new AdminException("the private RabbitMQ node did not start (exit code " + starting.exitValue()
                    + "); its last words:" + files.lastWords());
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), files.ports().amqp()),
                    1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean answers() {
        try {
            return admin.http().send("GET", "/api/whoami", "", Map.of()).status() == 200;
        } catch (AdminException e) {
            return false;
        }
    }

    HttpAdmin admin() {
        return admin;
    }

    NodeFiles files() {
        return files;
    }

    List<String> config() {
        return config;
    }

    @Override
    public synchronized void stop() {
        remote("rabbit", "stop", "");
        applicationStopped = true;
    }

    @Override
    public synchronized void keepDeclarations() {
        remote("mnesia", "sync_log", "");
        // Quorum queues have files of their own for names and terms; a RabbitMQ without them says so, and nobody needs
        // that answer.
        call("dets", "sync", "ra_directory_reverse");
        call("dets", "sync", "ra_log_meta");
    }

    @Override
    public synchronized void kill() {
        end(beam);
        applicationStopped = false;
    }

    @Override
    public synchronized void start() {
        if (beam.isAlive() && !applicationStopped) {
            return;
        }
        if (beam.isAlive()) {
            startApplication();
        } else {
            try {
                beam = spawnBeam();
            } catch (IOException e) {
                throw new AdminException("the node cannot be started again: " + e.getMessage(), e);
            }
        }
        applicationStopped = false;
        awaitReady();
    }

    /** A start at the heels of a stop is now and then answered ok and does nothing, so it is said until it is done. */
    private void startApplication() {
        await("the node's application did not start", () -> {
            remote("rabbit", "start", "");
            return call("rabbit", "is_running", "").contains("true");
        });
    }

    @Override
    public void suspendListeners() {
        suspended = true;
        remote("rabbit_maintenance", "suspend_all_client_listeners", "");
    }

    @Override
    public void resumeListeners() {
        remote("rabbit_maintenance", "resume_all_client_listeners", "");
        suspended = false;
    }

    @Override
    public String control(String... words) {
        if (words.length == 0) {
            throw new IllegalArgumentException("no control command given");
        }
        List<String> quietly = new ArrayList<>(List.of("-q"));
        quietly.addAll(List.of(words));
        Outcome outcome = tool("rabbitmqctl", quietly);
        noteChange(words[0], outcome);
        if (outcome.exit() != 0) {
            throw new AdminException(
                    "rabbitmqctl " + words[0] + " ended with " + outcome.exit() + ": " + outcome.output());
        }
        return outcome.output();
    }

    @Override
    public Outcome run(String tool, String... words) {
        Outcome outcome = tool(tool, List.of(words));
        noteChange(words.length == 0 ? "list" : words[0], outcome);
        return outcome;
    }

    private synchronized Outcome tool(String tool, List<String> words) {
        ControlShell open = shell;
        if (open == null) {
            open = ControlShell.start(commands, files.folder(), files.home());
            shell = open;
        }
        try {
            return open.run(tool, words);
        } catch (AdminException e) {
            changed = true;
            throw e;
        }
    }

    private synchronized void noteChange(String command, Outcome outcome) {
        changed |= !NOTHING_DONE.contains(outcome.exit())
                && UNDONE_BY_RECYCLING.stream().noneMatch(command::startsWith);
    }

    /** Both monitors look again as soon as their limit is moved. */
    @Override
    public synchronized void raiseAlarm(Resource resource) {
        alarms.add(resource);
        if (resource == Resource.MEMORY) {
            remote("vm_memory_monitor", "set_vm_memory_high_watermark", "{absolute,1}");
        } else {
            remote("rabbit_disk_monitor", "set_disk_free_limit", "1000000000000000");
        }
        awaitAlarm(resource, true);
    }

    @Override
    public synchronized void clearAlarm(Resource resource) {
        if (resource == Resource.MEMORY) {
            remote("vm_memory_monitor", "set_vm_memory_high_watermark", "0.4");
        } else {
            remote("rabbit_disk_monitor", "set_disk_free_limit", "50000000");
        }
        awaitAlarm(resource, false);
        alarms.remove(resource);
    }

    /** The monitors only post the alarm; whoever is answered by its keeper knows that it was passed on to all connections. */
    private void awaitAlarm(Resource resource, boolean there) {
        String mark = "resource_limit," + resource.name().toLowerCase(Locale.ROOT);
        await(
                "the private node did not " + (there ? "raise" : "clear") + " its alarm: " + mark,
                () -> alarmsInForce().contains(mark) == there);
    }

    private static void await(String failure, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(CONTROL_LIMIT)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AdminException(failure + " within " + CONTROL_LIMIT.toSeconds() + " s");
        }
    }

    private String alarmsInForce() {
        return call("rabbit_alarm", "get_alarms", "").replace(" ", "");
    }

    /** Calls a function that answers ok. */
    private void remote(String module, String function, String arguments) {
        String answer = call(module, function, arguments);
        if (!answer.contains("ok")) {
            throw new AdminException(module + ":" + function + " on the private node answered " + answer);
        }
    }

    /** Calls a function on the node by Erlang's remote caller or, where that is missing, by the control command. */
    private String call(String module, String function, String arguments) {
        if (erlCall.isEmpty()) {
            return control("eval", module + ":" + function + "(" + arguments + ").");
        }
        String words = module + " " + function + " [" + arguments + "]";
        return commands.run(
                CONTROL_LIMIT, "", List.of(erlCall.get().toString(), "-R", "-sname", files.nodeName(), "-a", words));
    }

    /**
     * Brings the node back to what it was when it was new: one empty virtual host, one user.
     *
     * @return false if it cannot be used again
     */
    synchronized boolean recycle() {
        if (changed || suspended || !alarms.isEmpty() || applicationStopped || !beam.isAlive()) {
            return false;
        }
        try {
            admin.virtualHosts().forEach(admin::deleteVirtualHost);
            admin.users().stream().filter(user -> !user.equals("guest")).forEach(admin::deleteUser);
            admin.addVirtualHost("/");
            admin.setPermissions("guest", "/", Permissions.ALL);
            return true;
        } catch (AdminException e) {
            return false;
        }
    }

    private static void end(@Nullable Process process) {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills both processes; the data is of no use to anybody. The folder goes with that of all nodes. */
    @Override
    public void close() {
        ControlShell open = shell;
        if (open != null) {
            open.close();
        }
        end(beam);
        end(epmd);
        try {
            Guardian.forget(files.beamPid());
            Guardian.forget(files.epmdPid());
        } catch (IOException e) {
            // The guardian will try these process ids; they are gone.
            return;
        }
    }
}
