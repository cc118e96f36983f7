package dev.wxauth.simulator;

import java.util.Set;

/** A mini program known to WeChat. It may have several secrets, as it has while a new one is taken into use. */
record SimulatedApp(String appid, Set<String> secrets) {

    boolean accepts(String secret) {
        return secrets.contains(secret);
    }
}
