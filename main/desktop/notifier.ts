import { Notification } from 'electron';

export interface Notifier {
  /** Shows a notification where the system has any; `onClick` runs if the user clicks it. */
  tell(text: string, onClick?: () => void): void;
}

export function createNotifier(): Notifier {
  // A notification that nothing refers to is collected, and its click is lost.
  const shown = new Set<Notification>();
  return {
    tell(text, onClick) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title: 'ModelTray', body: text });
      const forget = (): void => {
        shown.delete(notification);
      };
      notification.once('close', forget);
      notification.once('failed', forget);
      notification.once('click', () => {
        forget();
        onClick?.();
      });
      shown.add(notification);
      notification.show();
    },
  };
}
