// Days as pages write them: "29 Nov, 10:32", by the person's own clock.

const FORM = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const { lang } = document.documentElement;

export const momentIn = (zone, written) =>
  new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...FORM, timeZone: zone })
    .format(new Date(written));

export const todayIn = (zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format();
