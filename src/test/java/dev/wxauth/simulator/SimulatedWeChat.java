package dev.wxauth.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that WeChat knows: its apps, their users with their session_keys, codes and access_tokens. Safe for use by many
 * threads.
 */
public final class SimulatedWeChat {

    private final SimulatedClock clock = new SimulatedClock();
    /** In the order in which they were made known. */
    private final Map<String, SimulatedApp> apps = Collections.synchronizedMap(new LinkedHashMap<>());

    private final Map<String, SimulatedUser> usersByOpenid = new ConcurrentHashMap<>();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private final Map<String, String> components = new ConcurrentHashMap<>();
    private final CodeBook loginCodes = new CodeBook(clock);
    private final CodeBook phoneCodes = new CodeBook(clock);
    private final CodeBook pageCodes = new CodeBook(clock);
    private final Map<String, String> platforms = new ConcurrentHashMap<>();
    private final Set<String> snapshots = ConcurrentHashMap.newKeySet();
    private final AccessTokens accessTokens = new AccessTokens(clock);
    private volatile boolean rotatesOnEveryCode;
    private volatile boolean bindsUnionid = true;

    public SimulatedClock clock() {
        return clock;
    }

    public AccessTokens accessTokens() {
        return accessTokens;
    }

    CodeBook loginCodes() {
        return loginCodes;
    }

    CodeBook phoneCodes() {
        return phoneCodes;
    }

    CodeBook pageCodes() {
        return pageCodes;
    }

    public void register(String appid, String... secrets) {
        apps.put(appid, new SimulatedApp(appid, Set.of(secrets)));
    }

    Optional<SimulatedApp> findApp(String appid) {
        return Optional.ofNullable(apps.get(appid));
    }

    List<String> appids() {
        synchronized (apps) {
            return List.copyOf(apps.keySet());
        }
    }

    /** Lets a third-party platform in, as section 1.6 of the WeChat page has it, for all apps. */
    public void registerComponent(String componentAppid, String componentAccessToken) {
        components.put(componentAppid, componentAccessToken);
    }

    Optional<String> findComponentToken(String componentAppid) {
        return Optional.ofNullable(components.get(componentAppid));
    }

    /** The user of this name in this app, who comes into being when first named. */
    public SimulatedUser user(String appid, String name) {
        return usersByOpenid.computeIfAbsent(
                SimulatedUser.openid(appid, name), unseen -> new SimulatedUser(appid, name));
    }

    Optional<SimulatedUser> findUser(String appid, String openid) {
        return Optional.ofNullable(usersByOpenid.get(openid))
                .filter(user -> user.appid().equals(appid));
    }

    /** The user opens the mini program, which calls {@code wx.login}. */
    public String mintLoginCode(String appid, String name) {
        SimulatedUser user = user(appid, name);
        if (rotatesOnEveryCode) {
            user.rotateSessionKey();
        }
        String code = RandomText.loginCode();
        loginCodes.add(code, new CodeBook.Grant(user, ""));
        return code;
    }

    /** The user taps a button of {@code open-type="getPhoneNumber"}. */
    public String mintPhoneCode(String appid, String name, String phoneNumber) {
        String code = RandomText.phoneCode();
        phoneCodes.add(code, new CodeBook.Grant(user(appid, name), phoneNumber));
        return code;
    }

    /** WeChat redirects the user's browser, or answers the app, with a code of this scope (section 13 of the WeChat page). */
    public String mintPageCode(String appid, String name, PageScope scope) {
        String code = RandomText.loginCode();
        pageCodes.add(code, new CodeBook.Grant(user(appid, name), scope.text()), scope.life());
        return code;
    }

    /** This user sees pages in snapshot mode. */
    public void snapshot(String name) {
        snapshots.add(name);
    }

    boolean isSnapshot(SimulatedUser user) {
        return snapshots.contains(user.name());
    }

    /** The app moves to another Open Platform account, and its users' unionids change. */
    public void move(String appid, String platform) {
        platforms.put(appid, platform);
    }

    String unionid(SimulatedUser user) {
        return SimulatedUser.unionid(platforms.getOrDefault(user.appid(), ""), user.name());
    }

    public void block(String name) {
        blocked.add(name);
    }

    boolean isBlocked(SimulatedUser user) {
        return blocked.contains(user.name());
    }

    public void rotateOnEveryCode(boolean on) {
        rotatesOnEveryCode = on;
    }

    public void bindUnionid(boolean on) {
        bindsUnionid = on;
    }

    public boolean bindsUnionid() {
        return bindsUnionid;
    }
}
