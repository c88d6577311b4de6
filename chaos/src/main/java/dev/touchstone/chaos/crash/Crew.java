package dev.touchstone.chaos.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The ten clients of one epoch, each on a connection of its own: three publish with confirms, two in transactions; three consume with plain acks, two in
 * transactions.
 */
final class Crew {
    static final int DRIVER = 0;

    private static final int CLIENTS = 10;
    private static final int CONFIRM_PUBLISHERS = 3;
    private static final int PUBLISHERS = 5;
    private static final int PLAIN_CONSUMERS_END = 8;
    private static final long PATIENCE_SECONDS = 30;

    private final Scene scene;
    private final List<Lane> lanes;
    private final ExecutorService threads;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final List<Future<?>> work = new ArrayList<>();

    Crew(Scene scene, List<Lane> lanes, ExecutorService threads) {
        this.scene = scene;
        this.lanes = lanes;
        this.threads = threads;
    }

    /** A lane for each client, and one for the driver. */
    static List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>();
        for (int client = 0; client <= CLIENTS; client++) {
            lanes.add(new Lane(client));
        }
        return lanes;
    }

    /** Connects all clients and lets them work; false if one could not, which is in the history then. */
    boolean start(SplittableRandom random) throws InterruptedException {
        List<Future<Worker>> starting = new ArrayList<>();
        for (int client = 1; client <= CLIENTS; client++) {
            int number = client;
            SplittableRandom own = random.split();
            starting.add(threads.submit(() -> connect(number, own)));
        }
        boolean all = true;
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < starting.size(); i++) {
            all &= add(workers, i + 1, starting.get(i));
        }
        workers.forEach(worker -> work.add(threads.submit(() -> {
            worker.work();
            return worker;
        })));
        return all;
    }

    private boolean add(List<Worker> workers, int client, Future<Worker> starting) throws InterruptedException {
        try {
            workers.add(starting.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            return true;
        } catch (ExecutionException e) {
            scene.stuck(client, "could not begin: " + e.getCause());
        } catch (TimeoutException e) {
            scene.stuck(client, "could not begin within " + PATIENCE_SECONDS + " s");
        }
        return false;
    }

    private Worker connect(int client, SplittableRandom random) throws IOException, TimeoutException {
        Link link = Link.open(scene, client);
        links.add(link);
        Lane lane = lanes.get(client);
        if (client <= CONFIRM_PUBLISHERS) {
            return new ConfirmPublisher(scene, client, lane, link, random);
        } else if (client <= PUBLISHERS) {
            return new TransactionPublisher(scene, client, lane, link, random);
        } else if (client <= PLAIN_CONSUMERS_END) {
            int queue = client - PUBLISHERS - 1;
            PlainConsumer.start(scene, client, queue, link, random, queue == 1);
        } else {
            int queue = client == CLIENTS ? 2 : 0;
            TransactionConsumer.start(scene, client, queue, lane, link, random);
        }
        return () -> {};
    }

    /** Waits until all clients saw that the broker is gone and read what it had still sent. */
    void join() throws InterruptedException {
        for (Link link : links) {
            link.awaitEnd(PATIENCE_SECONDS);
        }
        for (Future<?> one : work) {
            try {
                one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client of the driver failed", e.getCause());
            } catch (TimeoutException e) {
                throw new IllegalStateException("a client of the driver does not end", e);
            }
        }
        links.forEach(Link::close);
    }
}
