export type Turns = <Result>(change: () => Promise<Result>) => Promise<Result>;

/** Runs asynchronous changes one after the other, in the order asked for; a failed one does not stop the next. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (change) => {
    const mine = last.then(change);
    last = mine.catch(() => undefined);
    return mine;
  };
}
