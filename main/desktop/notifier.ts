import { Notification } from 'electron';

export interface Notifier {
  /** Shows a notification where the system has any; `onClick` runs if the user clicks it. */
  tell(text: string, onClick?: () => void): void;
}

export interface NotifierOptions {
  /**
   * True where a terminal started the app: there everything is said as well. Linux does not tell whether anybody shows
   * notifications.
   */
  hasTerminal: boolean;
  say: (text: string) => void;
  /** Whether somebody shows notifications now, asked before each; null where the system always does. */
  hasHost: (() => Promise<boolean>) | null;
  onError: (error: unknown) => void;
}

/** A Linux whose notifications nobody closes must not collect them for days. */
const maxShown = 20;

export function createNotifier({ hasTerminal, say, hasHost, onError }: NotifierOptions): Notifier {
  // A notification that nothing refers to is collected, and its click is lost.
  const shown = new Set<Notification>();
  const keep = (notification: Notification): void => {
    shown.add(notification);
    const [oldest] = shown;
    if (shown.size > maxShown && oldest !== undefined) shown.delete(oldest);
  };
  const show = (text: string, onClick?: () => void): void => {
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
    keep(notification);
    notification.show();
  };
  return {
    tell(text, onClick) {
      if (hasTerminal) say(text);
      if (hasHost === null) {
        show(text, onClick);
        return;
      }
      hasHost()
        .then((has) => (has ? show(text, onClick) : undefined), onError)
        .catch(onError);
    },
  };
}
