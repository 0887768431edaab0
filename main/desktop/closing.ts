type Close = () => Promise<void> | void;

export interface Closing {
  add(close: Close): void;
  /** From the moment that closing begins. */
  hasBegun(): boolean;
  /** Closes in reverse order; one that fails goes to `onError` and keeps no other from closing. */
  closeAll(): Promise<void>;
}

/** Remembers what has to be closed at the end. */
export function createClosing(onError: (error: unknown) => void): Closing {
  const closes: Close[] = [];
  let hasBegun = false;
  return {
    add: (close) => closes.push(close),
    hasBegun: () => hasBegun,
    async closeAll() {
      hasBegun = true;
      for (const close of closes.splice(0).reverse()) {
        try {
          await close();
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
