import { notifications } from '@mantine/notifications';

/** A short confirmation in the corner; screen readers hear it too. */
export function tellDone(text: string): void {
  notifications.show({ message: text, autoClose: 3000, role: 'status', withBorder: true });
}

/** Something did not work and no field is there to say it at. Stays until it is read. */
export function tellFailure(text: string): void {
  notifications.show({ message: text, color: 'red', autoClose: 10_000, role: 'alert', withBorder: true });
}
