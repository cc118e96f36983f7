package dev.wxauth.wechat.transport;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.WeChatMeters;
import dev.wxauth.wechat.transport.WeChatRequest.Api;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a call to WeChat ended, in a word for metrics (contract, section 11): never one that WeChat made up. */
final class WeChatOutcome {
    static final String TIMEOUT = "timeout";
    static final String LOST = "lost";
    static final String UNREACHABLE = "unreachable";
    static final String UNREADABLE = "unreadable";
    static final String CIRCUIT_OPEN = "circuit_open";
    static final String SHED = "shed";

    private static final Set<String> FAILURES = Set.of(TIMEOUT, LOST, UNREACHABLE, UNREADABLE, CIRCUIT_OPEN, SHED);

    /** What WeChat says now and then to who asks with the AppSecret: all else is shown when it happens. */
    private static final Set<Integer> EXPECTED =
            Set.of(-1, 40013, 40029, 40125, 40163, 40164, 40226, 45009, 45011, 50002);

    private static final Set<String> EXPECTED_WITH_SECRET = expectedWithSecret();

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
        return answer.errcode().map(errcode -> of(answer, errcode)).orElse(UNREADABLE);
    }

    private static String of(WeChatAnswer answer, int errcode) {
        if (errcode == 0) {
            return answer.request().usable().test(answer) ? WeChatMeters.OK : UNREADABLE;
        }
        return WeChatErrors.isNamed(errcode) ? Integer.toString(errcode) : WeChatMeters.OTHER;
    }

    /** Whether the call was not made because we would not. */
    static boolean isOwnRefusal(String outcome) {
        return outcome.equals(CIRCUIT_OPEN) || outcome.equals(SHED);
    }

    /** What a call comes to now and then: all that is known where it takes the AppSecret, and success for the others. */
    static Set<String> expected(Api api, String call) {
        return call.equals(api.calls().get(0)) ? EXPECTED_WITH_SECRET : Set.of(WeChatMeters.OK);
    }

    private static Set<String> expectedWithSecret() {
        return Stream.concat(
                        Stream.concat(Stream.of(WeChatMeters.OK), FAILURES.stream()),
                        EXPECTED.stream().map(String::valueOf))
                .collect(Collectors.toSet());
    }
}
