package dev.wxauth.support;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A Redis in a container, by Testcontainers. Its port is chosen beforehand, so that it is the same after a restart. */
final class ContainerRedis implements TestRedis {
    private static final int REDIS_PORT = 6379;
    private static final long PATIENCE_SECONDS = 20;

    private final int port = Ports.free();
    private final GenericContainer<?> container;

    ContainerRedis(String... settings) {
        container = new GenericContainer<>(DockerImageName.parse("redis:7-alpine")).withExposedPorts(REDIS_PORT);
        container.setPortBindings(List.of(port + ":" + REDIS_PORT));
        container.setCommand(Stream.concat(Stream.of("redis-server"), Arrays.stream(settings))
                .toArray(String[]::new));
        container.start();
    }

    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public String url() {
        return "redis://" + container.getHost() + ":" + port;
    }

    @Override
    public void freeze() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void thaw() {
        if (Boolean.TRUE.equals(state().getPaused())) {
            container
                    .getDockerClient()
                    .unpauseContainerCmd(container.getContainerId())
                    .exec();
        }
    }

    @Override
    public void stop() {
        if (Boolean.TRUE.equals(state().getRunning())) {
            container
                    .getDockerClient()
                    .killContainerCmd(container.getContainerId())
                    .exec();
            container
                    .getDockerClient()
                    .waitContainerCmd(container.getContainerId())
                    .start()
                    .awaitStatusCode(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        RedisProbe.awaitAnswer(port, () -> true);
    }

    private ContainerState state() {
        return container
                .getDockerClient()
                .inspectContainerCmd(container.getContainerId())
                .exec()
                .getState();
    }

    @Override
    public void close() {
        container.stop();
    }
}
