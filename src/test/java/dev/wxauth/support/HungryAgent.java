package dev.wxauth.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Lives in a program that knows nothing of it, as a Java agent, and eats its heap when it is told so by {@code SIGNAL} having
 * come to be, on the kind of thread that was chosen.
 */
public final class HungryAgent {
    private static final int MOUTHFUL = 256 * 1024;
    private static final int CRUMB = 16;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long UNTIL_A_PIPE_IS_FULL_NANOS = 1_000_000_000;
    private static final Plate kept = new Plate();

    private HungryAgent() {}

    /** Where it eats. */
    public enum Table {
        /** And lets go of it all when there is no more. */
        EVENT_LOOP,
        FOREIGN_THREAD,

        /** And keeps what it has, while nobody looks at the failure. */
        WORKER,
        UNSEEN_FUTURE,

        /** As a worker, in a process whose output nobody takes any more. */
        UNREAD
    }

    private static final Map<Table, Consumer<Vertx>> MEALS = Map.of(
            Table.EVENT_LOOP, vertx -> vertx.runOnContext(turn -> eat(new Plate())),
            Table.FOREIGN_THREAD, vertx -> eat(new Plate()),
            Table.WORKER, vertx -> vertx.executeBlocking((Callable<Void>) () -> eat(kept)),
            Table.UNSEEN_FUTURE, vertx -> Future.succeededFuture().map(nothing -> eat(kept)),
            Table.UNREAD, vertx -> vertx.executeBlocking(HungryAgent::eatUnread));

    /** The option that puts it into a program, which is to lose its heap at this table when the file is there. */
    public static String option(Table table, Path signal) {
        return "-javaagent:" + jar() + "=" + table + "," + signal;
    }

    private static Path jar() {
        try {
            Path jar = Files.createTempFile("hungry", ".jar");
            jar.toFile().deleteOnExit();
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().putValue("Premain-Class", HungryAgent.class.getName());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                add(out, HungryAgent.class);
                add(out, Table.class);
                add(out, Plate.class);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(OutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        ((JarOutputStream) out).putNextEntry(new JarEntry(name));
        try (InputStream code = type.getClassLoader().getResourceAsStream(name)) {
            code.transferTo(out);
        }
    }

    /** Called by Java. */
    public static void premain(String arguments) {
        String[] parts = arguments.split(",", 2);
        Thread thread = new Thread(() -> run(Table.valueOf(parts[0]), Path.of(parts[1])), "hungry");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Table table, Path signal) {
        while (!Files.exists(signal)) {
            // Hungry, and not busy: the program that starts beside it has all of the processor.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        MEALS.get(table).accept(Vertx.vertx());
    }

    private static Void eatUnread() {
        Thread writer = new Thread(HungryAgent::writeForEver, "writer");
        writer.setDaemon(true);
        writer.start();
        LockSupport.parkNanos(UNTIL_A_PIPE_IS_FULL_NANOS);
        return eat(kept);
    }

    private static void writeForEver() {
        while (true) {
            System.err.println("Nobody reads this.");
        }
    }

    private static Void eat(Plate plate) {
        for (int bite = MOUTHFUL; ; ) {
            try {
                plate.last = new Object[] {plate.last, new byte[bite]};
            } catch (OutOfMemoryError e) {
                if (bite <= CRUMB) {
                    throw e;
                }
                bite /= 4;
            }
        }
    }

    /** A chain of what was eaten, each bite with the one before: a list would need room to grow, and leave that when it has none. */
    private static final class Plate {
        private Object last;
    }
}
