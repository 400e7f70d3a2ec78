import { language, t } from '../i18n/index.js';

/** Times as the user's language writes them. */
export function clockTime(millis) {
  return format(millis, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** For a list: the time today, the weekday within a week, else the date. */
export function briefTime(millis, now = Date.now()) {
  const days = daysBetween(millis, now);
  if (days === 0) return clockTime(millis);
  if (days === 1) return t('yesterday');
  if (days < 7) return format(millis, { weekday: 'short' });
  return format(millis, { year: sameYear(millis, now) ? undefined : 'numeric', month: 'short', day: 'numeric' });
}

/** For the line between two days. */
export function dayName(millis, now = Date.now()) {
  const days = daysBetween(millis, now);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  const year = sameYear(millis, now) ? undefined : 'numeric';
  return format(millis, { year, month: 'long', day: 'numeric', weekday: 'long' });
}

export function fullTime(millis) {
  return format(millis, { dateStyle: 'long', timeStyle: 'medium' });
}

export function sameDay(one, other) {
  return daysBetween(one, other) === 0;
}

function daysBetween(millis, now) {
  return Math.round((midnight(now) - midnight(millis)) / (24 * 3600 * 1000));
}

function midnight(millis) {
  return new Date(millis).setHours(0, 0, 0, 0);
}

function sameYear(one, other) {
  return new Date(one).getFullYear() === new Date(other).getFullYear();
}

function format(millis, options) {
  return new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en', options).format(millis);
}
