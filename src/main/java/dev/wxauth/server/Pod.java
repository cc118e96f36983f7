package dev.wxauth.server;

import dev.wxauth.config.Configuration;
import dev.wxauth.keys.Keyring;
import dev.wxauth.wechat.CircuitBreakers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What all event loops of a process share; everything here is safe to be used by several threads. */
public record Pod(
        Configuration configuration,
        Keyring keyring,
        CircuitBreakers breakers,
        PrometheusMeterRegistry meters,
        Lifecycle lifecycle,
        SecureRandom random,
        InstantSource clock) {}
