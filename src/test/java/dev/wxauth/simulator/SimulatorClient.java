package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An app's own server, as simple as can be: it calls the simulator and waits. Paths have their query with them. */
public final class SimulatorClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final String appid;
    private final String secret;

    public SimulatorClient(String url, String appid, String secret) {
        this.url = url;
        this.appid = appid;
        this.secret = secret;
    }

    public String code2Session(String code) {
        return code2Session(appid, secret, code);
    }

    public String code2Session(String appid, String secret, String code) {
        return "/sns/jscode2session?appid=" + appid + "&secret=" + secret + "&js_code=" + code
                + "&grant_type=authorization_code";
    }

    public String oauth2AccessToken(String code) {
        return "/sns/oauth2/access_token?appid=" + appid + "&secret=" + secret + "&code=" + code
                + "&grant_type=authorization_code";
    }

    /** A token of /cgi-bin/token. */
    public String token() throws IOException, InterruptedException {
        return answer("/cgi-bin/token?grant_type=client_credential&secret=" + secret + "&appid=" + appid)
                .getString("access_token");
    }

    /** A token of /cgi-bin/stable_token. */
    public String stableToken(boolean force) throws IOException, InterruptedException {
        JsonObject body = new JsonObject()
                .put("grant_type", "client_credential")
                .put("appid", appid)
                .put("secret", secret)
                .put("force_refresh", force);
        return new JsonObject(post("/cgi-bin/stable_token", body.encode()).body()).getString("access_token");
    }

    /** The errcode of the answer, 0 when it has none. */
    public int errcode(String path) throws IOException, InterruptedException {
        return answer(path).getInteger("errcode", 0);
    }

    public JsonObject answer(String path) throws IOException, InterruptedException {
        return new JsonObject(get(path).body());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(5));
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
