package dev.touchstone.broker.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one file in a form, as web pages and {@code curl -F file=@…} send it; a body that is no form is the file itself. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?");

    private Multipart() {}

    static byte[] file(Call.Request request) {
        String type = request.headers().getOrDefault("content-type", "");
        if (!type.startsWith("multipart/form-data")) {
            return request.body();
        }
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            throw ApiException.badRequest("a form without a boundary");
        }
        String text = new String(request.body(), StandardCharsets.ISO_8859_1);
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)))) {
            int end = part.indexOf("\r\n\r\n");
            if (end >= 0 && part.substring(0, end).contains("name=\"file\"")) {
                String content = part.substring(end + 4);
                return content.stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        throw ApiException.badRequest("a form without a file");
    }
}
