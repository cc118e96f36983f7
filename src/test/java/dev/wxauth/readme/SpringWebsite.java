package dev.wxauth.readme;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** A website of Spring Boot that logs its users in by WeChat, by the lines that the README shows. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {SecurityFilterAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@RestController
class SpringWebsite {
    private static final String APPID = "wxbbbbbbbbbbbbbbbb";

    private final RestClient wxauth;

    SpringWebsite(RestClient wxauth) {
        this.wxauth = wxauth;
    }

    @GetMapping("/login")
    ResponseEntity<Void> login() {
        String state = UUID.randomUUID().toString().replace("-", "");
        URI wechat = UriComponentsBuilder.fromUriString("https://open.weixin.qq.com/connect/qrconnect")
                .queryParam("appid", APPID)
                .queryParam("redirect_uri", "{back}")
                .queryParam("response_type", "code")
                .queryParam("scope", "snsapi_login")
                .queryParam("state", state)
                .fragment("wechat_redirect")
                .encode()
                .buildAndExpand("https://shop.example.com/callback")
                .toUri();
        return redirect(wechat, cookie("__Host-state", state, Duration.ofMinutes(10)));
    }

    @GetMapping("/callback")
    ResponseEntity<Void> callback(
            @RequestParam(name = "code", defaultValue = "") String code,
            @RequestParam(name = "state", defaultValue = "") String state,
            @CookieValue(name = "__Host-state", defaultValue = "") String expected) {
        if (code.isEmpty() || expected.isEmpty() || !expected.equals(state)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        Map<?, ?> login = exchange(code, UUID.randomUUID().toString());
        Duration life = Duration.ofSeconds(((Number) login.get("expires_in")).longValue());
        return redirect(
                URI.create("/"),
                cookie("__Host-token", (String) login.get("access_token"), life),
                cookie("__Host-state", "", Duration.ZERO));
    }

    /** An answer that was lost is asked for once more. */
    private Map<?, ?> exchange(String code, String key) {
        try {
            return ask(code, key);
        } catch (ResourceAccessException lost) {
            return ask(code, key);
        }
    }

    private Map<?, ?> ask(String code, String key) {
        return wxauth.post()
                .uri("/auth/login")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("appid", APPID, "code", code))
                .retrieve()
                .body(Map.class);
    }

    /** A spent code wants a new login; a redirect to it could go in circles. */
    @ExceptionHandler
    ResponseEntity<String> failed(RestClientException failure) {
        System.getLogger("login").log(Level.WARNING, failure.getMessage());
        String answer = failure instanceof HttpClientErrorException refused ? refused.getResponseBodyAsString() : "";
        if (!answer.contains("\"invalid_grant\"")) {
            return ResponseEntity.status(answer.contains("\"access_denied\"") ? 403 : 503)
                    .build();
        }
        return ResponseEntity.badRequest().contentType(MediaType.TEXT_HTML).body("<a href='/login'>Log in again</a>");
    }

    private static ResponseEntity<Void> redirect(URI to, String... cookies) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(to)
                .header(HttpHeaders.SET_COOKIE, cookies)
                .build();
    }

    private static String cookie(String name, String value, Duration life) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(true)
                .sameSite("Lax")
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }
}
