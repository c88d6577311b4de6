package dev.touchstone.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.model.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Text must be readable for everybody: WCAG 2 level AA asks for 4.5 to 1. */
class ContrastTest {
    private static final double ENOUGH = 4.5;

    @Test
    void textIsReadableInTheLightAndInTheDark() {
        String css = Assets.load().css();
        String[] roots = css.split(":root \\{");

        assertReadable(variables(roots[1]));
        assertReadable(variables(roots[2]));
    }

    @Test
    void theBandIsReadable() {
        String css = Assets.load().css();
        Map<String, String> band = variables(css.substring(css.indexOf(".band { --PASS")));

        for (Verdict verdict : Verdict.values()) {
            assertContrast(get(band, "on"), get(band, verdict.name()), "band " + verdict);
        }
        assertContrast(get(band, "soft"), get(variables(css), "stone"), "band soft");
    }

    private static void assertReadable(Map<String, String> colours) {
        for (String ground : new String[] {"bg", "card", "tint"}) {
            for (String text : new String[] {"ink", "soft", "link", "FAIL"}) {
                assertContrast(get(colours, text), get(colours, ground), text + " on " + ground);
            }
        }
        for (Verdict verdict : Verdict.values()) {
            assertContrast(get(colours, "on"), get(colours, verdict.name()), "mark on " + verdict);
            assertContrast(get(colours, verdict.name()), get(colours, "card"), verdict + " on card");
        }
    }

    private static void assertContrast(String one, String other, String what) {
        double a = luminance(one);
        double b = luminance(other);
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).as(what).isGreaterThanOrEqualTo(ENOUGH);
    }

    private static double luminance(String hex) {
        String six = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
        int rgb = Integer.parseInt(six, 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String get(Map<String, String> colours, String name) {
        return Objects.requireNonNull(colours.get(name), name);
    }

    /** The first block of declarations only. */
    private static Map<String, String> variables(String css) {
        Map<String, String> variables = new HashMap<>();
        Matcher matcher = Pattern.compile("--(\\w+): #([0-9a-f]+)").matcher(css.substring(0, css.indexOf('}')));
        while (matcher.find()) {
            variables.put(matcher.group(1), matcher.group(2));
        }
        return variables;
    }
}
