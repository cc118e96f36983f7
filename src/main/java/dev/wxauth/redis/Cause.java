package dev.wxauth.redis;

import dev.wxauth.error.Certificates;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Why there is no answer, sorted by what helps. */
enum Cause {
    /** None came in time; whether the command was carried out nobody knows. */
    TIMEOUT("does not answer"),

    /** The connection ended under it; whether the command was carried out nobody knows. */
    ENDED("does not answer"),

    /** It was never sent, because there was no connection. */
    NEVER_SENT("is out of reach"),

    /** It was never sent, because more wait for answers than may. A new connection would only add to the load. */
    OVERLOAD("has too much to do"),

    /** Redis will not, and another connection may lead to one that will. */
    ELSEWHERE("is not ready"),

    /** Redis will not, and no other server would better. */
    HERE("will not do it"),

    /** Redis found fault with the command itself. */
    REFUSED("refused a command");

    /** The word for a connection that has ended, or was not made. */
    static final String LOST = "lost";

    /** The word for an answer, or a connection, that did not come in time. */
    static final String TIMED_OUT = "timeout";

    /** What {@link #LOST} means where no more is known. */
    static final String CONNECTION_ENDED = "the connection ended";

    private static final Set<String> ELSEWHERE_WORDS =
            Set.of("LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOAUTH", "WRONGPASS");

    /** The first word of what the access list forbids. */
    static final String FORBIDDEN = "NOPERM";

    private static final Set<String> HERE_WORDS = Set.of("OOM", "MISCONF", "NOREPLICAS", "BUSY", FORBIDDEN);

    /** Not answers: the library says these of commands whose connection has ended, under them or before. */
    private static final String ENDED_UNDER_IT = "CONNECTION_CLOSED";

    private static final String ENDED_BEFORE = "Connection is closed";
    private static final String PIPELINE_FULL = "queue is full";

    /** Redis 6.2 wraps what a script's command was refused for. */
    private static final Pattern IN_A_SCRIPT = Pattern.compile("ERR Error running script.*?: -?([A-Z]{3,}) .*");

    /** And has a text instead of a word when it is the access list that forbids it, as has 7.0. */
    private static final String FORBIDDEN_IN_A_SCRIPT = "The user executing the script";

    /** How a connection that was not made ends its message, whichever transport tried. */
    private static final Pattern ADDRESS = Pattern.compile(": ([\\w.-]*)/([^\\s/]+):(\\d{1,5})$", Pattern.MULTILINE);

    /** A cluster's client collects what its nodes said, a line each. */
    private static final Pattern OF_A_NODE = Pattern.compile("^- ([A-Z]{3,})\\b", Pattern.MULTILINE);

    private static final Set<String> REFUSED_WORDS =
            Set.of("ERR", "WRONGTYPE", "NOSCRIPT", "CROSSSLOT", "MOVED", "ASK");

    private final String text;

    Cause(String text) {
        this.text = text;
    }

    /** The same in a few words, to follow Redis's name. */
    String text() {
        return text;
    }

    static Cause of(Throwable failure) {
        if (isAnswer(failure)) {
            return ofAnswer(word(failure));
        }
        if (failure instanceof TimeoutException) {
            return TIMEOUT;
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains(PIPELINE_FULL)) {
            return OVERLOAD;
        }
        return message.equals(ENDED_BEFORE) ? NEVER_SENT : ENDED;
    }

    private static Cause ofAnswer(String word) {
        if (HERE_WORDS.contains(word)) {
            return HERE;
        }
        return ELSEWHERE_WORDS.contains(word) ? ELSEWHERE : REFUSED;
    }

    /** Whether this is a word that Redis begins an error with. */
    static boolean isKnown(String word) {
        return HERE_WORDS.contains(word) || ELSEWHERE_WORDS.contains(word) || REFUSED_WORDS.contains(word);
    }

    /**
     * What the log may say of it: the first word of an answer, whose rest may quote arguments, or else one of a few words of
     * ours. Which exception it is depends on the transport and on the moment, and one outage would look like several.
     */
    static String word(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return isAnswer(failure) ? answerWord(message) : failureWord(failure, message);
    }

    private static boolean isAnswer(Throwable failure) {
        return failure instanceof ErrorType error && !error.is(ENDED_UNDER_IT);
    }

    private static String answerWord(String message) {
        if (message.contains(FORBIDDEN_IN_A_SCRIPT)) {
            return FORBIDDEN;
        }
        Matcher script = IN_A_SCRIPT.matcher(message);
        return script.matches() ? script.group(1) : message.split("\\s", 2)[0];
    }

    private static String failureWord(Throwable failure, String message) {
        if (failure instanceof TimeoutException || failure instanceof ConnectTimeoutException) {
            return TIMED_OUT;
        }
        if (failure instanceof SSLException) {
            return Certificates.areRefused(failure) ? Certificates.REFUSED : "tls";
        }
        if (message.contains(PIPELINE_FULL)) {
            return "overload";
        }
        Matcher node = OF_A_NODE.matcher(message);
        return node.find() ? node.group(1) : LOST;
    }

    /** The same in a clause, where the word leaves something open; empty where it does not. */
    static String detail(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "no name server knows it";
        }
        if (failure instanceof ConnectException) {
            return "it takes no connection";
        }
        return word(failure).equals(LOST) ? CONNECTION_ENDED : "";
    }

    /** Which node it was, of several that it may have been, if the failure tells; it does where no connection was made. */
    static Optional<String> node(Throwable failure) {
        List<String> named = ADDRESS.matcher(String.valueOf(failure.getMessage()))
                .results()
                .map(address -> address.group(address.group(1).isEmpty() ? 2 : 1) + ':' + address.group(3))
                .distinct()
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
