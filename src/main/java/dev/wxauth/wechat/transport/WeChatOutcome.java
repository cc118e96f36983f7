package dev.wxauth.wechat.transport;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.WeChatMeters;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a call to WeChat ended, in a word for metrics (contract, section 13): never one that WeChat made up. */
final class WeChatOutcome {
    static final String TIMEOUT = "timeout";
    static final String LOST = "lost";
    static final String UNREACHABLE = "unreachable";
    static final String UNREADABLE = "unreadable";
    static final String CIRCUIT_OPEN = "circuit_open";
    static final String SHED = "shed";

    private static final Set<String> FAILURES = Set.of(TIMEOUT, LOST, UNREACHABLE, UNREADABLE, CIRCUIT_OPEN, SHED);

    /** What WeChat may refuse any call for: it is busy, or has had enough of them, or the app is not what was thought. */
    private static final Set<Integer> OF_ANY = Set.of(-1, 40002, 40013, 40066, 41002, 45009, 45011, 48001);

    private static final Set<Integer> OF_APP_SECRETS = Set.of(40125, 40164, 40243, 41004);
    private static final Set<Integer> OF_CODES = Set.of(40029, 40163, 40226, 41008, 42003, 50002);
    private static final Set<Integer> OF_PHONE_CODES = Set.of(40029);
    private static final Set<Integer> OF_ACCESS_TOKENS = Set.of(40001, 40014, 42001);
    private static final Set<Integer> OF_SESSION_KEYS = Set.of(87007, 87009);

    /** All that the contract's error table names: each is a refusal of some call. */
    private static final Set<Integer> NAMED = Stream.of(
                    OF_ANY, OF_APP_SECRETS, OF_CODES, OF_PHONE_CODES, OF_ACCESS_TOKENS, OF_SESSION_KEYS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private WeChatOutcome() {}

    /** Of a call that was answered, or was not. */
    static String of(@Nullable WeChatAnswer answer, @Nullable Throwable failure) {
        if (failure instanceof Fault.UpstreamError) {
            return UNREADABLE;
        }
        if (answer == null) {
            return failure instanceof Fault fault
                            && FAILURES.contains(fault.background().cause())
                    ? fault.background().cause()
                    : WeChatMeters.OTHER;
        }
        return of(answer.errcode());
    }

    private static String of(int errcode) {
        if (errcode == 0) {
            return WeChatMeters.OK;
        }
        return NAMED.contains(errcode) ? Integer.toString(errcode) : WeChatMeters.OTHER;
    }

    /** Whether the call was not made because we would not. */
    static boolean isOwnRefusal(String outcome) {
        return outcome.equals(CIRCUIT_OPEN) || outcome.equals(SHED);
    }

    /** All that a call may come to, as far as WeChat documents it. */
    static Set<String> expected(String call) {
        return Stream.concat(
                        Stream.concat(Stream.of(WeChatMeters.OK, WeChatMeters.OTHER), FAILURES.stream()),
                        Stream.concat(OF_ANY.stream(), refusalsOf(call)).map(String::valueOf))
                .collect(Collectors.toSet());
    }

    private static Stream<Integer> refusalsOf(String call) {
        return switch (call) {
            case "jscode2session", "access_token" ->
                Stream.of(OF_APP_SECRETS, OF_CODES).flatMap(Set::stream);
            case "stable_token" -> OF_APP_SECRETS.stream();
            case "getuserphonenumber" ->
                Stream.of(OF_ACCESS_TOKENS, OF_PHONE_CODES).flatMap(Set::stream);
            default -> Stream.of(OF_ACCESS_TOKENS, OF_SESSION_KEYS).flatMap(Set::stream);
        };
    }
}
