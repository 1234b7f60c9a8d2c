import { useEffect, useState } from "react";
import { language, words } from "../words/words.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The locale of dates on this page. Read when a date is shown: the page learns its language as it starts. */
function pageLocale(): string {
  return localeOfWords(globalThis.navigator?.language, language);
}

/**
 * The locale for dates that stand among the page's words: the browser's own if it is of the same language. A tag that
 * is not plain (`en-US@posix`) could not be used. English of another browser is British.
 */
export function localeOfWords(browser: string | undefined, spoken = "en"): string {
  const isOfPage = /^[a-z]{2}(?:-[A-Z]{2})?$/.test(browser ?? "") && browser?.startsWith(spoken);
  return isOfPage ? (browser ?? "") : spoken === "en" ? "en-GB" : spoken;
}

/** How a time is said: relative until a day has passed, then the clock (its day stands elsewhere). */
export function messageTime(at: number, now: number, locale = pageLocale()): string {
  const age = now - at;
  if (age < MINUTE) return words.time.now;
  if (age < HOUR) return words.time.minutes(Math.floor(age / MINUTE));
  if (age < DAY) return words.time.hours(Math.floor(age / HOUR));
  return new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

/** When somebody was somewhere: `just now`, `3 h ago`, `yesterday`, `last Friday`, `3 November`, `3 November 2024`. */
export function visitTime(at: number, now: number, locale = pageLocale()): string {
  const age = now - at;
  if (age < DAY && dayOf(at) === dayOf(now)) return messageTime(at, now, locale);
  const days = Math.round((dayOf(now) - dayOf(at)) / DAY);
  if (days === 1) return words.time.yesterday;
  if (days < 7)
    return words.time.last(new Date(at).toLocaleDateString(locale, { weekday: "long" }));
  return dateName(at, now, locale);
}

/** A day, as it stands above its messages: `Today`, `Yesterday`, `Friday, 14 November`. */
export function dayName(at: number, now: number, locale = pageLocale()): string {
  const days = Math.round((dayOf(now) - dayOf(at)) / DAY);
  if (days <= 0) return words.time.today;
  if (days === 1) return words.time.dayBefore;
  const weekday = new Date(at).toLocaleDateString(locale, { weekday: "long" });
  return words.time.day(weekday, dateName(at, now, locale));
}

/** Date and time in full. */
export function exactTime(at: number, locale = pageLocale()): string {
  return new Date(at).toLocaleString(locale, { dateStyle: "full", timeStyle: "short" });
}

/** The day's first moment, in this browser's time zone. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function dateName(at: number, now: number, locale = pageLocale()): string {
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(locale, {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** The present time, renewed twice a minute: enough for words. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2);
    return () => clearInterval(timer);
  }, []);
  return now;
}
