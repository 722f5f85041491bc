package io.ledgerstream.request;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * The days on which a country works: Monday to Friday, without its nation-wide public and
 * bank holidays. Holidays of a region are not known here, and a country that the
 * calendars lack has weekends only.
 */
record BusinessDays(Predicate<LocalDate> holiday) {

    /**
     * @param country ISO 3166 alpha-2
     */
    static BusinessDays of(String country) {
        if (!HolidayManager.getSupportedCalendarCodes().contains(country)) {
            return new BusinessDays(day -> false);
        }
        HolidayManager calendar = HolidayManager.getInstance(ManagerParameters.create(country));
        return new BusinessDays(day -> calendar.isHoliday(day, HolidayType.PUBLIC_HOLIDAY)
                || calendar.isHoliday(day, HolidayType.BANK_HOLIDAY));
    }

    boolean includes(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !holiday.test(day);
    }

    LocalDate after(LocalDate day, int businessDays) {
        return step(day, businessDays, 1);
    }

    LocalDate before(LocalDate day, int businessDays) {
        return step(day, businessDays, -1);
    }

    private LocalDate step(LocalDate from, int businessDays, int direction) {
        LocalDate day = from;
        for (int left = businessDays; left > 0;) {
            day = day.plusDays(direction);
            left -= includes(day) ? 1 : 0;
        }
        return day;
    }
}
