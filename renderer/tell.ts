import { notifications } from '@mantine/notifications';
import { createTranslate, localeFor } from '../shared/i18n/index.ts';

/** A short confirmation in the corner; screen readers hear it too. */
export function tellDone(text: string): void {
  notifications.show({ ...look(), message: text, autoClose: 3000, role: 'status' });
}

/** Something did not work and no field is there to say it at. Stays until it is read. */
export function tellFailure(text: string): void {
  notifications.show({ ...look(), message: text, color: 'red', autoClose: 10_000, role: 'alert' });
}

/** It stands outside of every view, so it takes its language from the page. */
function look(): { withBorder: true; closeButtonProps: { 'aria-label': string } } {
  const t = createTranslate(localeFor(document.documentElement.lang));
  return { withBorder: true, closeButtonProps: { 'aria-label': t('window.close') } };
}
