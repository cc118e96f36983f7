package dev.wxauth.readme;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** How a server of Spring calls the service, by the lines that the README shows. */
@Configuration(proxyBeanMethods = false)
class SpringClient {
    @Bean
    RestClient wxauth(@Value("${wxauth}") String address, @Value("${WXAUTH_CLIENT_SECRET}") String secret) {
        SimpleClientHttpRequestFactory patience = new SimpleClientHttpRequestFactory();
        patience.setConnectTimeout(Duration.ofSeconds(1));
        patience.setReadTimeout(Duration.ofSeconds(8));
        return RestClient.builder()
                .baseUrl(address)
                .requestFactory(patience)
                .defaultHeaders(headers -> headers.setBasicAuth("shop", secret))
                .build();
    }
}
