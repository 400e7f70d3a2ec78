import { t } from '../i18n/index.js';

/** The time of day, to the second, where the page is looked at. */
export function clock(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** For how long something has been up, in its two largest units. */
export function uptime(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return t('uptime.days', { days, hours });
  if (hours > 0) return t('uptime.hours', { hours, minutes });
  if (minutes > 0) return t('uptime.minutes', { minutes });
  return t('uptime.seconds', { seconds: Math.max(0, Math.floor(seconds)) });
}
