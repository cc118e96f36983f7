package dev.wxauth.readme;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** A server of Spring that lets its users in by a scan, by the lines that the README shows. */
class SpringDevice {
    private final RestClient wxauth;

    SpringDevice(RestClient wxauth) {
        this.wxauth = wxauth;
    }

    Map<?, ?> ask(String address) {
        return post("/auth/device_authorization", Map.of("device", "shop.example.com", "client_address", address));
    }

    Map<?, ?> tokens(Map<?, ?> codes) throws InterruptedException {
        String grant = "urn:ietf:params:oauth:grant-type:device_code";
        int interval = ((Number) codes.get("interval")).intValue();
        while (true) {
            TimeUnit.SECONDS.sleep(interval);
            try {
                return post(
                        "/auth/token", Map.of("grant_type", grant, "device_code", (String) codes.get("device_code")));
            } catch (HttpClientErrorException.BadRequest refused) {
                Object error = refused.getResponseBodyAs(Map.class).get("error");
                if ("slow_down".equals(error)) {
                    interval += 5;
                } else if (!"authorization_pending".equals(error)) {
                    throw refused;
                }
            } catch (HttpServerErrorException | ResourceAccessException lost) {
                // The same device_code gives the same answer.
            }
        }
    }

    private Map<?, ?> post(String path, Map<String, String> form) {
        return wxauth.post()
                .uri(path)
                .body(MultiValueMap.fromSingleValue(form))
                .retrieve()
                .body(Map.class);
    }
}
