package dev.touchstone.chaos.crash;

import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.chaos.history.Checker;
import dev.touchstone.chaos.history.Event;
import dev.touchstone.chaos.history.EventType;
import dev.touchstone.chaos.history.History;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One run of the kill -9 driver. The broker is known through its {@link Target} only; its address must stay the same over a restart. What clients do and
 * when a kill comes follows from the seed; what the machine makes of it does not.
 */
public final class CrashRun {
    /** One kill in so many comes as soon as the clients are connected. */
    private static final int AT_ONCE_ONE_IN = 8;

    private final Target target;
    private final NodeControl node;
    private final CrashPlan plan;
    private final CrashListener listener;
    private final SplittableRandom random;
    private final Layout layout;
    private final History history = new History();
    private final AtomicInteger transactions = new AtomicInteger();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Lane> lanes = Crew.lanes();
    private final List<Long> restarts = new ArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /**
     * Prepares a run.
     *
     * @throws UnsupportedByTarget if the target cannot be killed or keeps nothing
     */
    public CrashRun(Target target, CrashPlan plan, CrashListener listener) {
        this.target = target;
        this.plan = plan;
        this.listener = listener;
        this.node = target.node().orElseThrow(() -> new UnsupportedByTarget(Capability.NODE_CONTROL));
        if (!target.capabilities().contains(Capability.DURABILITY)) {
            throw new UnsupportedByTarget(Capability.DURABILITY);
        }
        this.random = new SplittableRandom(plan.seed());
        this.layout = new Layout("touchstone-crash-" + Long.toHexString(plan.seed()));
    }

    /** Ends the run after the cycle that is under way; from any thread. The drain and the judgement still come. */
    public void stop() {
        stop.countDown();
    }

    /** All that happened until now. */
    public History history() {
        return history;
    }

    /** Does it all; may be called once. */
    public CrashResult run() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            boolean well = declare();
            while (well && restarts.size() < plan.cycles() && stop.getCount() > 0) {
                well = cycle(threads);
            }
            if (well) {
                Drain.run(scene(), lanes.get(Crew.DRIVER), random);
            }
        } finally {
            threads.shutdownNow();
        }
        return new CrashResult(plan, restarts.size(), restarts, Checker.judge(history.events()), notes);
    }

    private boolean declare() {
        Scene scene = scene();
        try (Link link = Link.open(scene, Crew.DRIVER)) {
            layout.declare(link.channel());
            scene.killing().set(true);
            return true;
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            scene.stuck(Crew.DRIVER, "the durable objects could not be declared: " + e);
            return false;
        }
    }

    /** Works, kills and restarts; false if the run cannot go on. */
    private boolean cycle(ExecutorService threads) throws InterruptedException {
        Scene scene = scene();
        Crew crew = new Crew(scene, lanes, threads);
        boolean well = crew.start(random.split());
        long life = random.nextInt(AT_ONCE_ONE_IN) == 0 ? 0 : random.nextInt(plan.mostLifeMillis());
        if (well && stop.await(life, TimeUnit.MILLISECONDS)) {
            note("stopped in epoch " + scene.epoch());
        }
        scene.killing().set(true);
        node.kill();
        history.add(Event.ofQueue(EventType.KILLED, scene.epoch(), Crew.DRIVER, -1));
        crew.join();
        return restart(life) && well && allThere();
    }

    private boolean restart(long life) {
        long before = System.nanoTime();
        try {
            node.start();
        } catch (AdminException e) {
            scene().stuck(Crew.DRIVER, "the broker did not come back: " + e.getMessage());
            return false;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        restarts.add(millis);
        history.add(Event.ofQueue(EventType.RESTARTED, restarts.size() + 1, Crew.DRIVER, -1));
        listener.onCycle(restarts.size(), life, millis, history.size());
        return true;
    }

    /** Looks for the durable objects; a binding that is gone shows as a returned message. */
    private boolean allThere() {
        Scene scene = scene();
        scene.killing().set(true);
        int queue = -1;
        try (Link link = Link.open(quiet(scene), Crew.DRIVER)) {
            link.channel().exchangeDeclarePassive(layout.exchange());
            for (queue = 0; queue < Layout.QUEUES; queue++) {
                link.channel().queueDeclarePassive(layout.queue(queue));
            }
            return true;
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            history.add(Event.ofQueue(EventType.GONE, scene.epoch(), Crew.DRIVER, queue));
            note("after restart " + restarts.size() + " a durable object is gone or cannot be asked for: "
                    + e.getCause());
            return false;
        }
    }

    /** The same scene in which what the client's listeners hear goes nowhere: a missing object is told once, as gone. */
    private static Scene quiet(Scene scene) {
        return new Scene(
                scene.endpoint(),
                scene.layout(),
                new History(),
                scene.epoch(),
                scene.run(),
                scene.transactions(),
                scene.budget(),
                scene.killing(),
                text -> {});
    }

    private Scene scene() {
        return new Scene(
                target.endpoint(),
                layout,
                history,
                restarts.size() + 1,
                plan.seed(),
                transactions,
                new AtomicInteger(plan.publishesPerCycle()),
                new AtomicBoolean(),
                this::note);
    }

    private void note(String text) {
        notes.add(text);
        listener.onNote(text);
    }
}
