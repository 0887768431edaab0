/** How one entry of the Api is written: a zod schema for what goes in, a type for what comes out. */
import { z } from 'zod';

/** An entry's zod input; its result is a type only. */
export interface CallSpec<Input extends z.ZodType, Result> {
  readonly input: Input;
  readonly result?: Result;
}
export interface JobSpec<Input extends z.ZodType, Event, Result> extends CallSpec<Input, Result> {
  readonly event?: Event;
}

export const call =
  <Result>() =>
  <Input extends z.ZodType>(input: Input): CallSpec<Input, Result> => ({ input });
export const job =
  <Event, Result>() =>
  <Input extends z.ZodType>(input: Input): JobSpec<Input, Event, Result> => ({ input });

export const nothing = z.strictObject({});
/** A secret as it is typed in. */
export const secret = z.string().min(1).max(4096);
