package dev.wxauth.web;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.Troubles.Trouble;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the operator why requests could not be answered as they should. What is out of reach, too much, or wrong until the
 * operator mends it meets every request alike, and is told as a trouble that lasts; all else is told each time.
 */
public final class FaultLog {
    private static final Logger log = LoggerFactory.getLogger(FaultLog.class);

    private final Troubles troubles;
    private final boolean probed;

    private FaultLog(Troubles troubles, boolean probed) {
        this.troubles = troubles;
        this.probed = probed;
    }

    static FaultLog ofPublicPort(Troubles troubles) {
        return new FaultLog(troubles, false);
    }

    /** A probe that is told no has heard what it came for. */
    static FaultLog ofManagementPort(Troubles troubles) {
        return new FaultLog(troubles, true);
    }

    void tell(Fault fault, Caller caller) {
        Level level = level(fault);
        if (probed && level != Level.ERROR) {
            tellOnce(Level.DEBUG, fault, caller);
        } else if (lasts(fault)) {
            troubles.happened(
                    trouble(level, fault.background()), text(fault), LogMembers.of(caller, Optional.of(fault)));
        } else {
            tellOnce(level, fault, caller);
        }
    }

    private static boolean lasts(Fault fault) {
        return fault.status() == 503 || fault.background().operators();
    }

    /** What must be mended here is an error; what others must mend is a warning where it kept a request from its answer. */
    private static Level level(Fault fault) {
        if (fault.status() == 500 || fault.background().operators()) {
            return Level.ERROR;
        }
        return fault.status() > 500 ? Level.WARN : Level.INFO;
    }

    private static void tellOnce(Level level, Fault fault, Caller caller) {
        if (fault.status() >= 500 || fault.detail().isPresent()) {
            LogMembers.add(log.atLevel(level), caller, Optional.of(fault)).log(text(fault));
        }
    }

    private static String text(Fault fault) {
        return "answered " + fault.status() + ": " + fault.detail().orElse("no more is known");
    }

    private static Trouble trouble(Level level, Background background) {
        return new Trouble(level, background.cause(), member(background, "appid"), member(background, "host"));
    }

    private static String member(Background background, String name) {
        Map<String, Object> members = background.members();
        return String.valueOf(members.getOrDefault(name, ""));
    }
}
