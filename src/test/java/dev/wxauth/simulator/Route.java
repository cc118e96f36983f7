package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * One path of WeChat. The action answers the success, or throws a {@link Refusal}; takesCode tells that the path
 * redeems a code, which is then burnt by failing calls too.
 */
record Route(boolean takesCode, Function<RecordedCall, JsonObject> action) {}
