package standin.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer. */
public record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer json(int status, Object value) {
        return new Answer(status, "application/json;charset=UTF-8", Map.of(), JSON.writeValueAsBytes(value));
    }

    public static Answer html(int status, String page) {
        return of(status, "text/html;charset=UTF-8", page);
    }

    public static Answer redirect(int status, String location) {
        return new Answer(status, "text/plain", Map.of("Location", location), new byte[0]);
    }

    public Answer with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, Map.copyOf(all), body);
    }
}
