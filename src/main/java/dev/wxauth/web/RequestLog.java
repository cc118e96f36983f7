package dev.wxauth.web;

import dev.wxauth.observe.Meters;
import dev.wxauth.observe.Troubles;

/**
 * What is told of requests on one port.
 *
 * @param access of each of them
 * @param faults of those that could not be answered as they should
 * @param shed of those that were refused because there was too much
 */
public record RequestLog(AccessLog access, FaultLog faults, Runnable shed) {
    /** For the port that the world knows. */
    public static RequestLog ofPublicPort(Meters meters, Troubles troubles) {
        return new RequestLog(
                AccessLog.ofPublicPort(meters.http()),
                FaultLog.ofPublicPort(troubles),
                () -> meters.shed(Meters.Shed.REQUESTS));
    }

    /** For the port of probes and scrapes, which come all the time and are nobody's business. */
    public static RequestLog ofManagementPort(Troubles troubles) {
        return new RequestLog(AccessLog.ofManagementPort(), FaultLog.ofManagementPort(troubles), () -> {});
    }
}
