package io.reactortoken.oauth2.internal.answer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three forms of a date in HTTP (RFC 9110 section 5.6.7). The day's name is not looked at: it says nothing that the
 * date does not.
 */
final class HttpDate {

    private static final int LONGEST = 64;
    private static final int YEARS_AHEAD = 50;
    private static final String TIME = "(\\d\\d):(\\d\\d):(\\d\\d)";
    private static final Pattern IMF = Pattern.compile("[A-Za-z]{3}, (\\d\\d) ([A-Za-z]{3}) (\\d{4}) " + TIME + " GMT");
    private static final Pattern RFC_850 =
            Pattern.compile("[A-Za-z]{6,9}, (\\d\\d)-([A-Za-z]{3})-(\\d\\d) " + TIME + " GMT");
    private static final Pattern ASCTIME =
            Pattern.compile("[A-Za-z]{3} ([A-Za-z]{3}) ([ \\d]\\d) " + TIME + " (\\d{4})");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private HttpDate() {}

    /** Empty for anything else. {@code now} tells the century of a year with two digits. */
    static Optional<Instant> parse(String text, Instant now) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher imf = IMF.matcher(text);
        if (imf.matches()) {
            return instant(number(imf, 3), imf.group(2), number(imf, 1), imf, 4);
        }
        Matcher rfc850 = RFC_850.matcher(text);
        if (rfc850.matches()) {
            return instant(century(number(rfc850, 3), now), rfc850.group(2), number(rfc850, 1), rfc850, 4);
        }
        Matcher asctime = ASCTIME.matcher(text);
        return asctime.matches()
                ? instant(number(asctime, 6), asctime.group(1), number(asctime, 2), asctime, 3)
                : Optional.empty();
    }

    /** The year with these digits that is at most 50 years ahead, and less than 50 ago. */
    private static int century(int digits, Instant now) {
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        int latest = thisYear + YEARS_AHEAD;
        return latest - Math.floorMod(latest - digits, 100);
    }

    private static Optional<Instant> instant(int year, String month, int day, Matcher parts, int time) {
        int second = number(parts, time + 2);
        try {
            Instant minute = LocalDateTime.of(
                            year, MONTHS.indexOf(month) + 1, day, number(parts, time), number(parts, time + 1))
                    .toInstant(ZoneOffset.UTC);
            // 60 is a leap second
            return second > 60 ? Optional.empty() : Optional.of(minute.plus(second, ChronoUnit.SECONDS));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group).strip());
    }
}
